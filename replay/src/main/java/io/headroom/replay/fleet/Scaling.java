package io.headroom.replay.fleet;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.headroom.contracts.capacity.CapacityShortfall;
import io.headroom.contracts.node.NodeId;
import io.headroom.engine.scaling.ScalingPlanner;
import io.headroom.engine.scaling.fact.Offer;
import io.headroom.engine.scaling.fact.ScalingPlan;
import io.headroom.engine.scaling.fact.ScalingPolicy;
import io.headroom.engine.scaling.learned.Durations;
import io.headroom.replay.fleet.foresight.Foresight;
import io.headroom.replay.fleet.given.Job;
import io.headroom.replay.fleet.given.Scenario;
import io.headroom.replay.fleet.given.Strategy;
import io.headroom.replay.fleet.move.Emptyings;
import io.headroom.replay.fleet.node.SimFleet;
import io.headroom.replay.fleet.node.SimNode;
import io.headroom.replay.fleet.work.Kind;

/// Asks the live planner what to buy, wake and give back, and has it done.
final class Scaling {

    private final Scenario scenario;
    private final Strategy strategy;
    private final SimFleet fleet;
    private final Emptyings emptyings;
    private final Foresight foresight;
    private final Durations<Kind> durations;
    private long decisions;
    private int boundsThatBound;

    Scaling(
            Scenario scenario,
            Strategy strategy,
            SimFleet fleet,
            Emptyings emptyings,
            Foresight foresight,
            Durations<Kind> durations) {
        this.scenario = scenario;
        this.strategy = strategy;
        this.fleet = fleet;
        this.emptyings = emptyings;
        this.foresight = foresight;
        this.durations = durations;
    }

    /// How often a sanity bound cut what a forecast asked for.
    int boundsThatBound() {
        return boundsThatBound;
    }

    /// Nodes for these jobs, up from the start: what was there before the replay began.
    void standsReady(List<Job> jobs, Instant now) {
        if (jobs.isEmpty()) {
            return;
        }
        Asked asked = Asked.by(Wanted.shortfall(jobs, now));
        for (ScalingPlan.Step step :
                plan(asked, scenario.offers(), Strategy.fixed().scaling(), now).steps()) {
            if (step instanceof ScalingPlan.Step.Buy buy) {
                fleet.stands(buy, now);
            }
        }
    }

    /// Buys for what has no room, and for what is foreseen; gives back what nothing needs.
    ///
    /// @return whether there are nodes that placement is to empty
    boolean scale(List<CapacityShortfall> shortfalls, Instant now) {
        Asked asked =
                new Asked(
                        shortfalls,
                        foresight.forecasts(),
                        durations.turnovers(now, Kind::turnover));
        ScalingPlan plan = plan(asked, fleet.offers(now), strategy.scaling(), now);
        boundsThatBound += plan.bounds().size();
        for (ScalingPlan.Step step : plan.steps()) {
            switch (step) {
                case ScalingPlan.Step.Buy buy -> fleet.buy(buy, now);
                case ScalingPlan.Step.Release release ->
                        mayGo(release.node(), now).ifPresent(node -> fleet.giveBack(node, now));
                case ScalingPlan.Step.Stop stop ->
                        mayGo(stop.node(), now).ifPresent(node -> fleet.stop(node, now));
                case ScalingPlan.Step.Empty empty ->
                        fleet.find(empty.node()).ifPresent(node -> emptyings.ask(empty, node));
                case ScalingPlan.Step.Wake wake -> fleet.wake(wake, now);
                case ScalingPlan.Step.End end ->
                        fleet.find(end.node())
                                .filter(SimNode::isStopped)
                                .ifPresent(node -> fleet.giveBack(node, now));
            }
        }
        return emptyings.isAsked();
    }

    private ScalingPlan plan(Asked asked, List<Offer> offers, ScalingPolicy policy, Instant now) {
        return ScalingPlanner.plan(
                asked.facts(fleet, offers, now),
                policy,
                new UUID(scenario.seed(), decisions++),
                now);
    }

    private Optional<SimNode> mayGo(NodeId id, Instant now) {
        return fleet.find(id)
                .filter(SimNode::isEmpty)
                .filter(node -> !emptyings.keepsPlacesOn(node))
                .filter(_ -> !now.isBefore(fleet.lastAskedFor().plus(strategy.rests())));
    }
}
