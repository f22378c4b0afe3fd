package io.headroom.engine.placement;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import io.headroom.contracts.workload.PendingReason.RoomKept;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.builders.WorkloadBuilder;
import io.headroom.engine.fleet.Fleet;
import io.headroom.engine.fleet.Hold;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.fleet.Queue;
import io.headroom.engine.fleet.Waiting;

import static io.headroom.engine.builders.NodeBuilder.nodes;
import static io.headroom.engine.builders.WorkloadBuilder.NOON;
import static io.headroom.engine.builders.WorkloadBuilder.aGang;
import static io.headroom.engine.builders.WorkloadBuilder.aWorkload;
import static io.headroom.engine.builders.WorkloadBuilder.idOf;
import static io.headroom.engine.builders.WorkloadBuilder.queueOf;
import static org.assertj.core.api.Assertions.assertThat;

/// What holds however long things are thought to run, and however doubtful that is.
class DoubtProperties {

    private static final PlacementPolicy POLICY = PlacementPolicy.DEFAULTS;

    private static Duration upTo(int minutes, Random random) {
        return Duration.ofMinutes(1 + random.nextInt(minutes));
    }

    /// Half of them full, the others with some free GPUs; who stands there ends within two hours.
    private static Fleet fleet(int size, Random random) {
        Fleet fleet = Fleet.EMPTY;
        for (int i = 0; i < size; i++) {
            WorkloadBuilder resident =
                    aWorkload().needing(1).running(upTo(120, random)).named("resident-" + i);
            var node = nodes();
            int held = 1 + random.nextInt(8);
            for (int gpu = 0; gpu < held; gpu++) {
                node = node.holding(resident, gpu);
            }
            fleet = fleet.with(node.build("node-" + i));
        }
        return fleet;
    }

    private static Queue queue(int size, int small, Random random) {
        List<WorkloadBuilder> waiting = new ArrayList<>();
        waiting.add(
                aGang(1 + random.nextInt(size))
                        .needing(8)
                        .named("gang")
                        .waitingFor(Duration.ofHours(1)));
        for (int i = 0; i < small; i++) {
            Duration likely = upTo(60, random);
            waiting.add(
                    aWorkload()
                            .needing(1 + random.nextInt(3))
                            .running(likely, likely.plus(upTo(60, random)))
                            .named("small-" + i));
        }
        return queueOf(waiting.toArray(WorkloadBuilder[]::new));
    }

    /// As long as all that fills the room is over when nine of ten like it are, the gang has its room when it was told so.
    @Property(tries = 150)
    void a_start_that_was_kept_is_never_moved_by_who_fills_the_room(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 5) int size,
            @ForAll @IntRange(min = 1, max = 20) int small) {
        Random random = new Random(seed);
        Fleet fleet = fleet(size, random);
        Queue queue = queue(size, small, random);
        PlacementPlan plan = PlacementPlanner.plan(fleet, queue, POLICY, NOON);
        assertThat(PlacementPlanner.plan(fleet, shuffled(queue, random), POLICY, NOON))
                .isEqualTo(plan);
        for (PlacementPlan.Pending one : plan.pending()) {
            if (one.reason() instanceof RoomKept kept && kept.start() != null) {
                Instant start = kept.start();
                Fleet then = endedBy(start, holding(fleet, queue, plan));
                Waiting gang = named(queue, idOf("gang"));
                PlacementPlan later =
                        PlacementPlanner.plan(then, new Queue(List.of(gang)), POLICY, start);
                assertThat(later.pending()).isEmpty();
            }
        }
    }

    /// Where there is no doubt all is as where nobody speaks of it.
    @Property(tries = 60)
    void no_doubt_changes_nothing(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 5) int size,
            @ForAll @IntRange(min = 1, max = 20) int small) {
        Fleet fleet = fleet(size, new Random(seed));
        List<Waiting> sure = new ArrayList<>();
        List<Waiting> silent = new ArrayList<>();
        for (Waiting one : queue(size, small, new Random(seed)).waiting()) {
            sure.add(one.atMost(one.expected()));
            silent.add(one.atMost(null));
        }
        assertThat(PlacementPlanner.plan(fleet, new Queue(sure), POLICY, NOON))
                .isEqualTo(PlacementPlanner.plan(fleet, new Queue(silent), POLICY, NOON));
    }

    private static Queue shuffled(Queue queue, Random random) {
        List<Waiting> waiting = new ArrayList<>(queue.waiting());
        Collections.shuffle(waiting, random);
        return new Queue(waiting);
    }

    private static Waiting named(Queue queue, WorkloadId id) {
        return queue.waiting().stream().filter(one -> one.id().equals(id)).findAny().orElseThrow();
    }

    private static Fleet holding(Fleet fleet, Queue queue, PlacementPlan plan) {
        Fleet after = fleet;
        for (PlacementPlan.Placed one : plan.placed()) {
            Waiting who = named(queue, one.workload());
            Duration runs = who.surely();
            Hold hold =
                    Hold.of(
                            who,
                            one.replica(),
                            one.devices(),
                            one.slot(),
                            runs == null ? null : NOON.plus(runs));
            after = after.with(after.node(one.node()).orElseThrow().with(hold));
        }
        return after;
    }

    private static Fleet endedBy(Instant then, Fleet fleet) {
        List<Node> nodes = new ArrayList<>();
        for (Node node : fleet.nodes()) {
            nodes.add(
                    node.in(
                            node.state(),
                            node.holds().stream().filter(h -> isThere(h, then)).toList()));
        }
        return new Fleet(nodes);
    }

    private static boolean isThere(Hold hold, Instant then) {
        Instant until = hold.until();
        return until == null || until.isAfter(then);
    }
}
