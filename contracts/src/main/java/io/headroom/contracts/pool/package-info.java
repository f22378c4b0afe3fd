/// Declared sources of nodes and what providers can sell from them.
@NullMarked
package io.headroom.contracts.pool;

import org.jspecify.annotations.NullMarked;
