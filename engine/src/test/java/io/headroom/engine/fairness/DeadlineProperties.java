package io.headroom.engine.fairness;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.builders.WorkloadBuilder;
import io.headroom.engine.fleet.Fleet;
import io.headroom.engine.fleet.Queue;
import io.headroom.engine.fleet.Waiting;

import static io.headroom.engine.builders.FleetBuilder.aFleet;
import static io.headroom.engine.builders.NodeBuilder.nodes;
import static io.headroom.engine.builders.WorkloadBuilder.NOON;
import static io.headroom.engine.builders.WorkloadBuilder.aWorkload;
import static io.headroom.engine.builders.WorkloadBuilder.queueOf;
import static org.assertj.core.api.Assertions.assertThat;

/// What holds whatever deadlines are set.
class DeadlineProperties {

    private static final Fleet FLEET = aFleet().with(4, nodes()).build();
    private static final List<String> TENANTS = List.of("a", "b", "c");

    private static final FairnessPolicy SHARED =
            FairnessPolicy.USUAL.withTenants(
                    new TenantTree(
                            List.of(
                                    new Tenant("a", null, 3, 4, null, null),
                                    new Tenant("b", null, 1, 0, null, null))));

    private static Queue queue(int size, Random random) {
        List<WorkloadBuilder> waiting = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            WorkloadBuilder one =
                    aWorkload()
                            .named("w-" + i)
                            .of(TENANTS.get(random.nextInt(TENANTS.size())), "default")
                            .inLane(random.nextBoolean() ? "x" : "y")
                            .withPriority(random.nextInt(2))
                            .waitingFor(Duration.ofMinutes(random.nextInt(26 * 60)));
            if (random.nextBoolean()) {
                one = one.running(Duration.ofMinutes(1 + random.nextInt(600)));
            }
            if (random.nextBoolean()) {
                one = one.dueIn(Duration.ofMinutes(random.nextInt(40 * 60) - 60L));
            }
            waiting.add(one);
        }
        return queueOf(waiting.toArray(WorkloadBuilder[]::new));
    }

    private static Queue withoutDeadlines(Queue queue) {
        return new Queue(queue.waiting().stream().map(one -> one.by(null)).toList());
    }

    private static List<Waiting> served(Queue queue, FairnessPolicy policy) {
        Standing standing = new Standing(policy, FLEET, List.of(), List.of(), NOON);
        ServiceOrder order = new ServiceOrder(queue, standing, policy, NOON);
        List<Waiting> served = new ArrayList<>();
        for (Optional<Waiting> next = order.next(); next.isPresent(); next = order.next()) {
            standing.takes(next.get(), 1);
            served.add(next.get());
        }
        return served;
    }

    /// Among tenants it is as if nobody had a deadline: all ask for the same here, so that their shares move alike.
    @Property(tries = 300)
    void no_deadline_takes_another_tenants_turn(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 24) int size) {
        Queue queue = queue(size, new Random(seed));
        assertThat(served(queue, SHARED))
                .extracting(Waiting::tenant)
                .isEqualTo(
                        served(withoutDeadlines(queue), SHARED).stream()
                                .map(Waiting::tenant)
                                .toList());
    }

    /// Where tenants are not declared all stand in one line.
    @Property(tries = 300)
    void in_one_line_nobody_of_another_tenant_is_passed(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 24) int size) {
        Queue queue = queue(size, new Random(seed));
        List<Waiting> with = served(queue, FairnessPolicy.USUAL);
        List<Waiting> without = served(withoutDeadlines(queue), FairnessPolicy.USUAL);
        for (Waiting one : queue.waiting()) {
            assertThat(othersBefore(one, with)).isEqualTo(othersBefore(one, without));
        }
    }

    private static Set<WorkloadId> othersBefore(Waiting who, List<Waiting> served) {
        Set<WorkloadId> before = new LinkedHashSet<>();
        for (Waiting one : served) {
            if (one.id().equals(who.id())) {
                break;
            }
            if (one.lane().equals(who.lane()) && !one.tenant().equals(who.tenant())) {
                before.add(one.id());
            }
        }
        return Set.copyOf(before);
    }

    /// The bound: who is overdue goes before every deadline, the longest first; until then nobody is passed by one that must start no sooner.
    @Property(tries = 300)
    void deadlines_starve_nobody(@ForAll long seed, @ForAll @IntRange(min = 1, max = 24) int size) {
        Queue queue = queue(size, new Random(seed));
        Duration overdue = FairnessPolicy.USUAL.overdue();
        List<Waiting> served = served(queue, FairnessPolicy.USUAL);
        Instant since = NOON.minus(overdue);
        long late = queue.waiting().stream().filter(w -> w.submittedAt().isBefore(since)).count();
        assertThat(served.subList(0, (int) late))
                .isSortedAccordingTo(ServiceOrder.BY_WAIT)
                .allMatch(one -> one.submittedAt().isBefore(since));
        for (int i = 0; i < served.size(); i++) {
            Waiting one = served.get(i);
            for (Waiting later : served.subList(i + 1, served.size())) {
                boolean passed =
                        later.submittedAt().isBefore(one.submittedAt())
                                && later.priority() == one.priority()
                                && later.lane().equals(one.lane());
                if (passed) {
                    assertThat(one.latestStart())
                            .isBeforeOrEqualTo(later.submittedAt().plus(overdue));
                }
            }
        }
    }

    @Property(tries = 200)
    void the_order_depends_on_nothing_but_what_waits(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 24) int size) {
        Random random = new Random(seed);
        Queue queue = queue(size, random);
        List<Waiting> shuffled = new ArrayList<>(queue.waiting());
        Collections.shuffle(shuffled, random);
        for (FairnessPolicy policy : List.of(FairnessPolicy.USUAL, SHARED)) {
            assertThat(served(new Queue(shuffled), policy))
                    .isEqualTo(served(queue, policy))
                    .containsExactlyInAnyOrderElementsOf(queue.waiting());
        }
    }
}
