package io.headroom.engine.fairness;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.builders.WorkloadBuilder;
import io.headroom.engine.fleet.Fleet;
import io.headroom.engine.fleet.Queue;
import io.headroom.engine.fleet.Waiting;

import static io.headroom.engine.builders.FleetBuilder.aFleet;
import static io.headroom.engine.builders.NodeBuilder.nodes;
import static io.headroom.engine.builders.WorkloadBuilder.NOON;
import static io.headroom.engine.builders.WorkloadBuilder.aWorkload;
import static io.headroom.engine.builders.WorkloadBuilder.idOf;
import static io.headroom.engine.builders.WorkloadBuilder.queueOf;
import static org.assertj.core.api.Assertions.assertThat;

/// Deadlines order a tenant's own, and nobody else's.
class DeadlineTest {

    private static final Fleet FLEET = aFleet().with(4, nodes()).build();

    private static Duration hours(int count) {
        return Duration.ofHours(count);
    }

    private static List<WorkloadId> served(FairnessPolicy policy, WorkloadBuilder... waiting) {
        return served(policy, queueOf(waiting), NOON);
    }

    private static List<WorkloadId> served(FairnessPolicy policy, Queue queue, Instant now) {
        Standing standing = new Standing(policy, FLEET, List.of(), List.of(), now);
        ServiceOrder order = new ServiceOrder(queue, standing, policy, now);
        List<WorkloadId> served = new ArrayList<>();
        for (Optional<Waiting> next = order.next(); next.isPresent(); next = order.next()) {
            standing.takes(next.get(), 1);
            served.add(next.get().id());
        }
        return served;
    }

    private static WorkloadBuilder named(String name, int waited, @Nullable Duration due) {
        WorkloadBuilder one =
                aWorkload().named(name).waitingFor(Duration.ofMinutes(waited)).running(hours(2));
        return due == null ? one : one.dueIn(due);
    }

    @Test
    void the_one_with_the_least_time_to_spare_goes_first_of_a_priority() {
        assertThat(
                        served(
                                FairnessPolicy.USUAL,
                                named("urgent", 1, hours(1)).withPriority(-1),
                                named("none", 60, null),
                                named("soon", 2, hours(6)),
                                named("sooner", 1, hours(5)),
                                named("used-up", 0, hours(1))))
                .containsExactly(
                        idOf("used-up"),
                        idOf("sooner"),
                        idOf("soon"),
                        idOf("none"),
                        idOf("urgent"));
    }

    @Test
    void time_to_spare_is_what_is_left_beside_the_run() {
        WorkloadBuilder brief = aWorkload().named("brief").running(hours(1)).dueIn(hours(8));
        WorkloadBuilder lengthy = aWorkload().named("lengthy").running(hours(6)).dueIn(hours(9));
        WorkloadBuilder unknown = aWorkload().named("unknown").dueIn(hours(5));
        assertThat(served(FairnessPolicy.USUAL, brief, lengthy, unknown))
                .containsExactly(idOf("lengthy"), idOf("unknown"), idOf("brief"));
    }

    @Test
    void a_deadline_far_off_or_passed_changes_nothing() {
        assertThat(
                        served(
                                FairnessPolicy.USUAL,
                                named("older", 60, null),
                                named("far", 30, hours(500)),
                                named("passed", 20, hours(-1)),
                                named("younger", 10, null)))
                .containsExactly(idOf("older"), idOf("far"), idOf("passed"), idOf("younger"));
    }

    @Test
    void one_that_is_overdue_goes_before_every_deadline() {
        assertThat(
                        served(
                                FairnessPolicy.USUAL,
                                named("used-up", 1, hours(1)),
                                named("overdue", 24 * 60 + 1, null)))
                .containsExactly(idOf("overdue"), idOf("used-up"));
    }

    @Test
    void a_deadline_passes_nobody_of_another_tenant() {
        WorkloadBuilder first = named("first", 9, null);
        WorkloadBuilder other = named("other", 8, null).of("bolt", "default");
        WorkloadBuilder urgent = named("urgent", 7, hours(2));
        assertThat(served(FairnessPolicy.USUAL, first, other, urgent))
                .containsExactly(idOf("first"), idOf("other"), idOf("urgent"));
        FairnessPolicy shared =
                FairnessPolicy.USUAL.withTenants(
                        new TenantTree(
                                List.of(
                                        new Tenant("acme", null, 1, 0, null, null),
                                        new Tenant("bolt", null, 1, 0, null, null))));
        assertThat(served(shared, first, other, urgent))
                .containsExactly(idOf("urgent"), idOf("other"), idOf("first"));
    }
}
