/// Moves that bring scattered free room together where it is cheaper than to buy. Start at [Defragmentation].
@NullMarked
package io.headroom.engine.placement.defrag;

import org.jspecify.annotations.NullMarked;
