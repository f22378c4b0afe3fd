package io.headroom.replay.fleet;

import java.util.Collection;
import java.util.List;

import io.headroom.contracts.capacity.CapacityShortfall;
import io.headroom.contracts.capacity.Turnover;
import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.engine.scaling.fact.Funds;
import io.headroom.engine.scaling.fact.Offer;
import io.headroom.engine.scaling.fact.PoolFact;
import io.headroom.engine.scaling.fact.Refusal;
import io.headroom.engine.scaling.fact.ScalingFacts;

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

    boolean isNothing() {
        return shortfalls.isEmpty() && forecasts.isEmpty();
    }

    /// All that a purchase is decided from.
    ScalingFacts facts(
            List<PoolFact> pools,
            Collection<SimNode> nodes,
            List<Offer> offers,
            List<Refusal> refusals,
            List<Funds> funds) {
        return new ScalingFacts(
                pools,
                nodes.stream().map(SimNode::fact).toList(),
                shortfalls,
                forecasts,
                offers,
                refusals,
                turnovers,
                funds);
    }
}
