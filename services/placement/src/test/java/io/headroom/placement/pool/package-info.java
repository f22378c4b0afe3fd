/// Tests of what placement knows of pools.
@NullMarked
package io.headroom.placement.pool;

import org.jspecify.annotations.NullMarked;
