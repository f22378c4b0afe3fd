package io.headroom.placement.picture;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.contracts.forecast.SeriesKey;
import io.headroom.engine.placement.PlacementPolicy;
import io.headroom.engine.placement.PlacementPolicy.Typical;
import io.headroom.local.LocalService;
import io.headroom.placement.emptying.EmptyingSettings;
import io.headroom.placement.lane.LaneTable;
import io.headroom.placement.node.NodeTable;
import io.headroom.placement.quota.QuotaTable;
import io.headroom.placement.quota.UseTable;
import io.headroom.placement.tenant.Fairness;
import io.headroom.placement.tenant.TenantTable;
import io.headroom.placement.workload.WorkloadTable;
import io.headroom.platform.database.Transactions;
import io.headroom.testkit.harness.HeadroomInfrastructure;
import io.headroom.testkit.harness.OtherService;

import static io.headroom.testkit.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/// What is expected is part of the policy that a plan is made by.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "placement"))
class ForecastHeardTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Shape USUAL = new Shape(List.of(), 1, Shape.WHOLE, 0, 8_000, 32_768);

    @Inject Transactions transactions;
    @Inject WorkloadTable workloads;
    @Inject NodeTable nodes;
    @Inject ReplicaTable replicas;
    @Inject LaneTable lanes;
    @Inject TenantTable tenants;
    @Inject Fairness fairness;
    @Inject QuotaTable quotas;
    @Inject UseTable use;
    @Inject EmptyingSettings emptying;
    @Inject InstantSource clock;

    private SnapshotLoader loader;

    /// The service's own is its loop's alone.
    @BeforeEach
    void aPicture() {
        LiveFleet fleet = new LiveFleet(workloads, nodes, replicas);
        loader = new SnapshotLoader(fleet, lanes, tenants, fairness, quotas, use, emptying, clock);
    }

    @Test
    void the_newest_word_on_a_series_is_packed_for() {
        says(2, 30, true);
        eventually("it is heard", SOON, () -> mix().equals(expecting(30)));

        says(1, 70, true);
        says(4, 50, true);
        eventually("the newest counts", SOON, () -> mix().equals(expecting(50)));

        says(5, 50, false);
        eventually("nothing that is not usable does", SOON, () -> mix().isEmpty());
        assertThat(mix()).isEmpty();
    }

    private static List<Typical> expecting(double gpus) {
        return List.of(new Typical("ahead", USUAL, gpus));
    }

    private List<Typical> mix() {
        Instant now = Instant.now();
        FleetSnapshot snapshot = transactions.asService(loader::load).await().atMost(SOON);
        PlacementPolicy policy = FactsOf.policy(snapshot, FactsOf.of(snapshot, now), now);
        return policy.mix();
    }

    private static void says(long version, double gpus, boolean usable) {
        TreeMap<String, List<Double>> quantiles = new TreeMap<>();
        quantiles.put("0.5", Collections.nCopies(288, gpus));
        quantiles.put("0.9", Collections.nCopies(288, 2 * gpus));
        try (OtherService forecast = OtherService.as(LocalService.DEMAND_FORECAST)) {
            forecast.say(
                    new DemandForecast(
                            new SeriesKey("ahead", "any"),
                            version,
                            Instant.now(),
                            Duration.ofMinutes(5),
                            quantiles,
                            "theta",
                            usable,
                            usable ? "" : "too short",
                            USUAL));
        }
    }
}
