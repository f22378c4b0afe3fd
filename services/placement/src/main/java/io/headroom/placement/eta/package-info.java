/// When those that wait are thought to start, kept in the leader's memory: start at [Estimates]. What was told first, and what it was worth: [ToldTable],
/// [EstimateScores].
@NullMarked
package io.headroom.placement.eta;

import org.jspecify.annotations.NullMarked;
