/// Tests of moves that bring room together.
@NullMarked
package io.headroom.engine.placement.defrag;

import org.jspecify.annotations.NullMarked;
