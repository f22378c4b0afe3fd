/// Nodes that are emptied so that they may go: who is told, who moves and when the node is let go. Start at [EmptyingWriter].
@NullMarked
package io.headroom.placement.consolidation;

import org.jspecify.annotations.NullMarked;
