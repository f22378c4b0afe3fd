/// Declared sources of nodes, as rows, and how long each takes. Start at [Pools].
@NullMarked
package io.headroom.provisioning.pool;

import org.jspecify.annotations.NullMarked;
