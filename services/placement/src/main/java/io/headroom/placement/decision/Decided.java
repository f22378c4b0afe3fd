package io.headroom.placement.decision;

import java.time.Instant;

import io.headroom.engine.placement.PlacementFacts;
import io.headroom.engine.placement.PlacementPlan;
import io.headroom.engine.placement.PlacementPlanner;
import io.headroom.engine.placement.PlacementPolicy;

/// A decision with all that it was made from.
///
/// @param plan as it was made, before what had changed meanwhile was left out
public record Decided(
        PlacementFacts facts, PlacementPolicy policy, Instant at, PlacementPlan plan) {

    /// The plan that the same engine makes of the same facts.
    public PlacementPlan again() {
        return PlacementPlanner.plan(facts, policy, at);
    }
}
