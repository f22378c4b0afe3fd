package io.headroom.replay.fleet;

import java.time.Instant;
import java.util.List;

import io.headroom.contracts.capacity.CapacityShortfall;
import io.headroom.contracts.capacity.Turnover;
import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.engine.scaling.fact.Offer;
import io.headroom.engine.scaling.fact.ScalingFacts;
import io.headroom.replay.fleet.node.SimFleet;
import io.headroom.replay.fleet.node.SimNode;

/// What is asked of the fleet now: what waits, what is foreseen, and how fast what runs makes room.
record Asked(
        List<CapacityShortfall> shortfalls,
        List<DemandForecast> forecasts,
        List<Turnover> turnovers) {

    Asked {
        shortfalls = List.copyOf(shortfalls);
        forecasts = List.copyOf(forecasts);
        turnovers = List.copyOf(turnovers);
    }

    /// Only what waits.
    static Asked by(CapacityShortfall shortfall) {
        return new Asked(List.of(shortfall), List.of(), List.of());
    }

    /// All that a purchase is decided from.
    ScalingFacts facts(SimFleet fleet, List<Offer> offers, Instant now) {
        return new ScalingFacts(
                fleet.pools(),
                fleet.nodes().stream().map(SimNode::fact).toList(),
                shortfalls,
                forecasts,
                offers,
                fleet.refusals(now),
                turnovers,
                fleet.funds());
    }
}
