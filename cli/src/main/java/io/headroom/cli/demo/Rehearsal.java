package io.headroom.cli.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import io.headroom.cli.api.ApiClient;
import io.headroom.cli.play.Observed;
import io.headroom.cli.play.Performance;
import io.headroom.cli.play.Slice;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.contracts.pool.PoolSpec;
import io.headroom.engine.forecast.demand.DemandHistory;
import io.headroom.engine.scaling.fact.Offer;
import io.headroom.engine.scaling.fact.PoolFact;
import io.headroom.replay.fleet.FleetReplay;
import io.headroom.replay.fleet.given.Scenario;
import io.headroom.replay.fleet.given.Strategy;
import io.headroom.replay.fleet.score.FleetOutcome;

/// The same slice in virtual time, with the pools and offers that the live system had: what it should have come to, and what a reactive
/// autoscaler would have made of it.
final class Rehearsal {
    private final Scenario scenario;

    private Rehearsal(Scenario scenario) {
        this.scenario = scenario;
    }

    static Rehearsal of(Performance performance) {
        return new Rehearsal(
                new Scenario(
                        performance.slice().jobs(),
                        pools(performance.api()),
                        offers(performance.api()),
                        List.of(),
                        performance.cap(),
                        List.of(history(performance.slice())),
                        performance.begin(),
                        performance.deadline(),
                        1));
    }

    FleetOutcome headroom() {
        return FleetReplay.run(scenario, Strategy.headroom());
    }

    FleetOutcome reactive() {
        return FleetReplay.run(scenario, Strategy.reactive());
    }

    private static List<PoolFact> pools(ApiClient api) {
        List<PoolFact> pools = new ArrayList<>();
        for (JsonNode pool : Observed.pages(api, "/pools?limit=500")) {
            pools.add(new PoolFact(pool.path("name").asText(), read(pool, PoolSpec.class)));
        }
        return pools;
    }

    private static List<Offer> offers(ApiClient api) {
        List<Offer> offers = new ArrayList<>();
        for (JsonNode offer : Observed.pages(api, "/offers")) {
            offers.add(read(offer, Offer.class));
        }
        return offers;
    }

    private static <T> T read(JsonNode json, Class<T> type) {
        try {
            return HeadroomJson.tolerant().treeToValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "the API answered a " + type.getSimpleName() + " that this release cannot read",
                    e);
        }
    }

    private static DemandHistory history(Slice slice) {
        return new DemandHistory(
                Slice.SERIES,
                slice.history().getFirst().at(),
                Duration.ofMinutes(1),
                slice.history().stream().mapToDouble(Slice.Minute::gpus).toArray());
    }
}
