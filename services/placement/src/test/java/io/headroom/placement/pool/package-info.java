/// Tests of what pools could ever hold.
@NullMarked
package io.headroom.placement.pool;

import org.jspecify.annotations.NullMarked;
