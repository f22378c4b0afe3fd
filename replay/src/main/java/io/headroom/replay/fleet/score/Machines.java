package io.headroom.replay.fleet.score;

/// What came of the machines of a replay.
///
/// @param hours of all that there ever were, up to the end
/// @param launched nodes that were bought since scoring began
/// @param wasted those of them that never ran anything
/// @param reclaimed those of them that their provider took back
/// @param left nodes that are still there
public record Machines(
        Hours hours,
        int launched,
        int wasted,
        int reclaimed,
        int left,
        FleetOutcome.Budget budget,
        PolicyScore.Certainty certainty) {}
