/// What is asked and decided of nodes that are emptied so that they may go. Start at [EmptyingTable].
@NullMarked
package io.headroom.placement.emptying;

import org.jspecify.annotations.NullMarked;
