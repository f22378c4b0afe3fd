/// Emptying nodes that cost more than moving what runs on them. Start at [Emptier].
@NullMarked
package io.headroom.engine.placement.emptying;

import org.jspecify.annotations.NullMarked;
