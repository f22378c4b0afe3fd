/// Tests of what is said about pools.
@NullMarked
package io.headroom.contracts.pool;

import org.jspecify.annotations.NullMarked;
