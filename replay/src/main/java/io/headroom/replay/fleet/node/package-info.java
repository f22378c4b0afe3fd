/// The machines from their purchase to their end, the providers that sell them and the budget that pays them. Start at [SimFleet].
@NullMarked
package io.headroom.replay.fleet.node;

import org.jspecify.annotations.NullMarked;
