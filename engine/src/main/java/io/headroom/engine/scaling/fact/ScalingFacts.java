package io.headroom.engine.scaling.fact;

import java.util.List;

import io.headroom.contracts.capacity.CapacityShortfall;
import io.headroom.contracts.capacity.Turnover;
import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.engine.price.Covers;

/// All that a scaling decision is made from.
///
/// @param nodes every node that is not gone
/// @param shortfalls the newest of each lane; @param forecasts the newest of each series
/// @param offers what the providers can be asked for now
/// @param refusals what budgets refused of late
/// @param turnovers how fast places come free, where that is known
/// @param covers what is committed to and not used
/// @param funds what hard budgets have left, of those of which it is known
public record ScalingFacts(
        List<PoolFact> pools,
        List<NodeFact> nodes,
        List<CapacityShortfall> shortfalls,
        List<DemandForecast> forecasts,
        List<Offer> offers,
        List<Refusal> refusals,
        List<Turnover> turnovers,
        List<Funds> funds,
        Covers covers) {

    public ScalingFacts {
        pools = List.copyOf(pools);
        nodes = List.copyOf(nodes);
        shortfalls = List.copyOf(shortfalls);
        forecasts = List.copyOf(forecasts);
        offers = List.copyOf(offers);
        refusals = List.copyOf(refusals);
        turnovers = List.copyOf(turnovers);
        funds = List.copyOf(funds);
    }

    /// Where nothing is committed to.
    public ScalingFacts(
            List<PoolFact> pools,
            List<NodeFact> nodes,
            List<CapacityShortfall> shortfalls,
            List<DemandForecast> forecasts,
            List<Offer> offers,
            List<Refusal> refusals,
            List<Turnover> turnovers,
            List<Funds> funds) {
        this(pools, nodes, shortfalls, forecasts, offers, refusals, turnovers, funds, Covers.NONE);
    }

    /// Where nobody knows how fast places come free, nor how much money is left.
    public ScalingFacts(
            List<PoolFact> pools,
            List<NodeFact> nodes,
            List<CapacityShortfall> shortfalls,
            List<DemandForecast> forecasts,
            List<Offer> offers,
            List<Refusal> refusals) {
        this(pools, nodes, shortfalls, forecasts, offers, refusals, List.of(), List.of());
    }
}
