package io.headroom.engine.fairness;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.check.InvalidFields;
import io.headroom.contracts.tenant.TenantSpec;
import io.headroom.contracts.tenant.UseSpec;
import io.headroom.contracts.tenant.UseUnit;
import io.headroom.engine.builders.WorkloadBuilder;
import io.headroom.engine.fleet.Fleet;
import io.headroom.engine.fleet.Queue;
import io.headroom.engine.placement.PlacementFacts;
import io.headroom.engine.placement.PlacementPlan;
import io.headroom.engine.placement.PlacementPlanner;
import io.headroom.engine.placement.PlacementPolicy;

import static io.headroom.engine.builders.FleetBuilder.aFleet;
import static io.headroom.engine.builders.NodeBuilder.nodes;
import static io.headroom.engine.builders.WorkloadBuilder.NOON;
import static io.headroom.engine.builders.WorkloadBuilder.aWorkload;
import static io.headroom.engine.builders.WorkloadBuilder.queueOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/// What was used lately, in hours or in dollars, and how soon it is forgiven.
class UseTest {

    private static final Fleet TWO_NODES = aFleet().with(2, nodes()).build();
    private static final Duration DAY = Duration.ofDays(1);
    private static final UseMeasure DOLLARS = new UseMeasure(DAY.multipliedBy(7), UseUnit.DOLLARS);

    private static Tenant top(String name, @Nullable UseSpec use) {
        return new Tenant(name, null, 1, 0, null, use);
    }

    /// How many of sixteen places "a" gets, of which it and "b" want sixteen each.
    private static long placesOfA(FairnessPolicy fairness, PastUse... past) {
        Queue queue =
                queueOf(
                        java.util.stream.IntStream.range(0, 32)
                                .mapToObj(
                                        i ->
                                                aWorkload()
                                                        .of(i % 2 == 0 ? "a" : "b", "dev")
                                                        .named("w" + i))
                                .toArray(WorkloadBuilder[]::new));
        PlacementPlan plan =
                PlacementPlanner.plan(
                        PlacementFacts.of(TWO_NODES, queue).withUse(List.of(past), List.of()),
                        PlacementPolicy.DEFAULTS.withFairness(fairness),
                        NOON);
        assertThat(plan.placed()).hasSize(16);
        return plan.placed().stream()
                .filter(
                        p ->
                                java.util.stream.IntStream.range(0, 16)
                                        .anyMatch(
                                                i ->
                                                        p.workload()
                                                                .equals(
                                                                        WorkloadBuilder.idOf(
                                                                                "w" + 2 * i))))
                .count();
    }

    private static FairnessPolicy of(Tenant... tenants) {
        return FairnessPolicy.USUAL.withTenants(new TenantTree(List.of(tenants)));
    }

    @Test
    void it_counts_half_after_each_half_life() {
        PastUse use = new PastUse("a", 80, 240, NOON).at(NOON.plus(DAY.multipliedBy(2)), DAY);
        assertThat(use.gpuHours()).isCloseTo(20, within(1e-9));
        assertThat(use.dollars()).isCloseTo(60, within(1e-9));
    }

    @Test
    void counted_in_dollars_the_same_hours_on_dearer_gpus_are_more() {
        FairnessPolicy both = of(top("a", null), top("b", null));
        PastUse dear = new PastUse("a", 500, 2_000, NOON);
        PastUse cheap = new PastUse("b", 500, 500, NOON);
        assertThat(placesOfA(both, dear, cheap)).isEqualTo(8);
        assertThat(placesOfA(both.withUse(DOLLARS), dear, cheap)).isLessThan(8);
    }

    @Test
    void where_nothing_has_a_price_hours_count() {
        FairnessPolicy both = of(top("a", null), top("b", null)).withUse(DOLLARS);
        PastUse busy = new PastUse("a", 1_000, 0, NOON);
        assertThat(placesOfA(both, busy))
                .isEqualTo(placesOfA(both.withUse(UseMeasure.USUAL), busy));
        assertThat(placesOfA(both, busy)).isLessThan(8);
    }

    @Test
    void a_tree_says_how_soon_it_is_forgiven() {
        PastUse before = new PastUse("a", 1_000, 0, NOON.minus(DAY.multipliedBy(2)));
        assertThat(placesOfA(of(top("a", null), top("b", null)), before)).isLessThan(8);
        UseSpec soon = new UseSpec(Duration.ofHours(2), null);
        assertThat(placesOfA(of(top("a", soon), top("b", null)), before)).isEqualTo(8);
    }

    @Test
    void who_stands_below_counts_as_the_top_says() {
        UseSpec own = new UseSpec(DAY, UseUnit.DOLLARS);
        FairnessPolicy policy =
                of(
                        top("top", own),
                        new Tenant("mid", "top", 1, 0, null, null),
                        new Tenant("leaf", "mid", 1, 0, null, null),
                        top("other", new UseSpec(null, UseUnit.DOLLARS)));
        UseMeasure ofTree = new UseMeasure(DAY, UseUnit.DOLLARS);
        assertThat(policy.uses())
                .containsEntry("top", ofTree)
                .containsEntry("mid", ofTree)
                .containsEntry("leaf", ofTree)
                .containsEntry("other", new UseMeasure(DAY.multipliedBy(7), UseUnit.DOLLARS));
    }

    @Test
    void only_the_top_says_it_and_no_half_life_is_absurd() {
        assertThatThrownBy(
                        () ->
                                new TenantSpec(
                                        "group", null, null, null, null, new UseSpec(DAY, null)))
                .isInstanceOf(InvalidFields.class)
                .hasMessageContaining("use")
                .hasMessageContaining("top of a tree");
        assertThatThrownBy(() -> new UseSpec(Duration.ofMinutes(1), null))
                .isInstanceOf(InvalidFields.class)
                .hasMessageContaining("halfLife");
        assertThatThrownBy(() -> new PastUse("a", Double.NaN, 0, NOON))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
