/// When those that wait are thought to start, kept in the leader's memory. Start at [Estimates].
@NullMarked
package io.headroom.placement.eta;

import org.jspecify.annotations.NullMarked;
