/// Ready means: the bus and the database answer.
@NullMarked
package io.headroom.platform.health;

import org.jspecify.annotations.NullMarked;
