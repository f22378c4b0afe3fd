package io.headroom.engine.fairness;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.capacity.HeldBack;
import io.headroom.contracts.check.InvalidFields;
import io.headroom.contracts.workload.PendingReason.QuotaReached;
import io.headroom.contracts.workload.PendingReason.TenantLimit;
import io.headroom.engine.builders.WorkloadBuilder;
import io.headroom.engine.fleet.Fleet;
import io.headroom.engine.fleet.Queue;
import io.headroom.engine.placement.PlacementFacts;
import io.headroom.engine.placement.PlacementPlan;
import io.headroom.engine.placement.PlacementPlanner;
import io.headroom.engine.placement.PlacementPolicy;

import static io.headroom.engine.builders.FleetBuilder.aFleet;
import static io.headroom.engine.builders.NodeBuilder.nodes;
import static io.headroom.engine.builders.PlanAssert.assertThat;
import static io.headroom.engine.builders.WorkloadBuilder.NOON;
import static io.headroom.engine.builders.WorkloadBuilder.aGang;
import static io.headroom.engine.builders.WorkloadBuilder.aWorkload;
import static io.headroom.engine.builders.WorkloadBuilder.queueOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FairnessTest {

    private static final Fleet TWO_NODES = aFleet().with(2, nodes()).build();

    private static PlacementPolicy with(Tenant... tenants) {
        return PlacementPolicy.DEFAULTS.withFairness(
                FairnessPolicy.USUAL.withTenants(new TenantTree(List.of(tenants))));
    }

    private static Tenant tenant(String name, @Nullable String parent, int weight) {
        return new Tenant(name, parent, weight, 0, null, null);
    }

    private static WorkloadBuilder gpuOf(String tenant) {
        return aWorkload().of(tenant, "dev");
    }

    private static long placesOf(PlacementPlan plan, String prefix, int count) {
        long places = 0;
        for (int i = 0; i < count; i++) {
            var id = WorkloadBuilder.idOf(prefix + i);
            places += plan.placed().stream().filter(p -> p.workload().equals(id)).count();
        }
        return places;
    }

    private static Queue sixteenOfEach(String... tenants) {
        return queueOf(
                List.of(tenants).stream()
                        .flatMap(
                                tenant ->
                                        java.util.stream.IntStream.range(0, 16)
                                                .mapToObj(i -> gpuOf(tenant).named(tenant + i)))
                        .toArray(WorkloadBuilder[]::new));
    }

    @Test
    void what_is_contended_is_shared_by_weight() {
        PlacementPolicy policy = with(tenant("a", "organisation", 3), tenant("b", null, 1));
        PlacementPlan plan =
                PlacementPlanner.plan(TWO_NODES, sixteenOfEach("a", "b"), policy, NOON);
        assertThat(placesOf(plan, "a", 16)).isEqualTo(12);
        assertThat(placesOf(plan, "b", 16)).isEqualTo(4);
    }

    @Test
    void a_branch_of_many_tenants_gets_no_more_than_its_branch() {
        PlacementPolicy policy =
                with(
                        tenant("many", null, 1),
                        tenant("m1", "many", 1),
                        tenant("m2", "many", 1),
                        tenant("m3", "many", 1),
                        tenant("one", null, 1));
        PlacementPlan plan =
                PlacementPlanner.plan(
                        TWO_NODES, sixteenOfEach("m1", "m2", "m3", "one"), policy, NOON);
        assertThat(placesOf(plan, "one", 16)).isEqualTo(8);
    }

    @Test
    void who_used_more_lately_goes_later_and_is_forgiven_in_time() {
        PlacementPolicy policy = with(tenant("a", null, 1), tenant("b", null, 1));
        Queue queue = sixteenOfEach("a", "b");
        PastUse busy = new PastUse("a", 1000, 0, NOON);
        PlacementFacts facts =
                PlacementFacts.of(TWO_NODES, queue).withUse(List.of(busy), List.of());
        assertThat(placesOf(PlacementPlanner.plan(facts, policy, NOON), "a", 16)).isEqualTo(6);
        PastUse longAgo = new PastUse("a", 1000, 0, NOON.minus(Duration.ofDays(100)));
        PlacementFacts later =
                PlacementFacts.of(TWO_NODES, queue).withUse(List.of(longAgo), List.of());
        assertThat(placesOf(PlacementPlanner.plan(later, policy, NOON), "a", 16)).isEqualTo(8);
    }

    @Test
    void the_guarantee_goes_before_the_priority_of_who_borrows() {
        PlacementPolicy policy =
                with(new Tenant("a", null, 1, 8, null, null), tenant("b", null, 1));
        PlacementPlan plan =
                PlacementPlanner.plan(
                        aFleet().with(nodes()).build(),
                        queueOf(
                                gpuOf("b").needing(8).withPriority(100).named("urgent"),
                                gpuOf("a").needing(8).named("guaranteed")),
                        policy,
                        NOON);
        assertThat(plan).places("guaranteed", 1).places("urgent", 0);
    }

    @Test
    void a_tenant_never_holds_more_than_its_limit_nor_than_that_of_its_parent() {
        PlacementPolicy policy =
                with(
                        new Tenant("group", null, 1, 0, 10, null),
                        new Tenant("a", "group", 1, 0, 7, null),
                        tenant("b", "group", 1));
        PlacementPlan plan =
                PlacementPlanner.plan(
                        TWO_NODES,
                        queueOf(
                                gpuOf("a").withReplicas(9).named("a"),
                                gpuOf("b").withReplicas(9).named("b")),
                        policy,
                        NOON);
        assertThat(plan).places(10).leavesPendingBecause(TenantLimit.class, "at most");
        assertThat(
                        plan.placed().stream()
                                .filter(p -> p.workload().equals(WorkloadBuilder.idOf("a"))))
                .hasSizeLessThanOrEqualTo(7);
        assertThat(plan.shortfall()).allSatisfy(lane -> assertThat(lane.items()).isEmpty());
    }

    @Test
    void no_more_is_bought_than_the_limit_lets_start() {
        PlacementPolicy policy = with(new Tenant("a", null, 1, 0, 20, null));
        PlacementPlan plan =
                PlacementPlanner.plan(
                        aFleet().build(),
                        queueOf(
                                gpuOf("a").needing(8).named("1"),
                                gpuOf("a").needing(8).named("2"),
                                gpuOf("a").needing(8).named("3")),
                        policy,
                        NOON);
        assertThat(plan.shortfall().getFirst().items().getFirst().replicas()).isEqualTo(2);
    }

    @Test
    void a_gang_above_the_limit_takes_nothing_and_buys_nothing() {
        PlacementPolicy policy = with(new Tenant("a", null, 1, 0, 7, null));
        PlacementPlan plan =
                PlacementPlanner.plan(TWO_NODES, queueOf(aGang(8).of("a", "dev")), policy, NOON);
        assertThat(plan)
                .placesNothing()
                .leavesPendingBecause(TenantLimit.class, "tenant a holds 0.0 of at most 7 GPUs");
        assertThat(plan.shortfall()).allSatisfy(lane -> assertThat(lane.items()).isEmpty());
    }

    @Test
    void a_quota_counts_what_is_used_what_runs_and_what_would_start() {
        PlacementPolicy policy = with(tenant("a", null, 1));
        QuotaUse quota = new QuotaUse("month", "a", 100, 60, 30, NOON.plus(Duration.ofDays(10)));
        WorkloadBuilder fiveHours = gpuOf("a").running(Duration.ofHours(5));
        PlacementPlan plan =
                PlacementPlanner.plan(
                        PlacementFacts.of(
                                        TWO_NODES,
                                        queueOf(
                                                fiveHours.named("1"),
                                                fiveHours.named("2"),
                                                fiveHours.named("3")))
                                .withUse(List.of(), List.of(quota)),
                        policy,
                        NOON);
        assertThat(plan).places(2).leavesPendingBecause(QuotaReached.class, "quota month");
        PlacementPlan.LaneShortfall lane = plan.shortfall().getFirst();
        assertThat(lane.items()).as("capacity would not serve it").isEmpty();
        assertThat(lane.heldBack()).extracting(HeldBack::milliGpu).containsExactly(1_000L);
    }

    @Test
    void a_workload_that_is_overdue_goes_before_all_others() {
        Duration days = Duration.ofDays(2);
        PlacementPlan plan =
                PlacementPlanner.plan(
                        aFleet().with(nodes()).build(),
                        queueOf(
                                aWorkload().needing(8).withPriority(1000).named("urgent"),
                                aWorkload().needing(8).waitingFor(days).named("overdue")),
                        PlacementPolicy.DEFAULTS,
                        NOON);
        assertThat(plan).places("overdue", 1).places("urgent", 0);
    }

    @Test
    void a_family_is_a_tenant_and_all_below_it() {
        List<Tenant> tenants =
                List.of(
                        tenant("leaf", "branch", 1),
                        tenant("branch", "root", 1),
                        tenant("root", null, 1),
                        tenant("other", null, 1));

        assertThat(TenantTree.family("root", tenants))
                .containsExactlyInAnyOrder("root", "branch", "leaf");
        assertThat(TenantTree.family("leaf", tenants)).containsExactly("leaf");
        assertThat(TenantTree.family("unknown", tenants)).containsExactly("unknown");
    }

    @Test
    void a_tree_that_contradicts_itself_is_refused_by_tenant_and_field() {
        assertThatThrownBy(() -> with(tenant("a", "b", 1), tenant("b", "a", 1)))
                .isInstanceOf(InvalidFields.class)
                .hasMessageContaining("a.parent: is below the tenant itself");
        assertThatThrownBy(() -> with(tenant("a", "nobody", 1)))
                .hasMessageContaining("a.parent: there is no tenant nobody");
        assertThatThrownBy(
                        () ->
                                with(
                                        new Tenant("top", null, 1, 10, null, null),
                                        new Tenant("x", "top", 1, 6, null, null),
                                        new Tenant("y", "top", 1, 6, null, null)))
                .hasMessageContaining("top.guaranteedGpus: is 10, but 12 GPUs are guaranteed");
        assertThatThrownBy(() -> new Tenant("x", null, 1, 6, 5, null))
                .hasMessageContaining("guaranteedGpus: must be from 0 to 5");
    }
}
