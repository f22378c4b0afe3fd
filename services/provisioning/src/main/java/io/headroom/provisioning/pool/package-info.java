/// Declared sources of nodes, and how long each takes. Start at [PoolsResource].
@NullMarked
package io.headroom.provisioning.pool;

import org.jspecify.annotations.NullMarked;
