@NullMarked
package io.headroom.platform.bus;

import org.jspecify.annotations.NullMarked;
