/// Ready when all services are.
@NullMarked
package io.headroom.console.health;

import org.jspecify.annotations.NullMarked;
