package io.headroom.engine.placement;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.engine.builders.FleetBuilder;
import io.headroom.engine.builders.NodeBuilder;
import io.headroom.engine.builders.WorkloadBuilder;
import io.headroom.engine.fleet.Fleet;
import io.headroom.engine.fleet.Hold;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.fleet.Queue;
import io.headroom.engine.fleet.Waiting;
import io.headroom.engine.placement.PlacementPlan.Placed;

import static io.headroom.engine.builders.NodeBuilder.nodes;
import static io.headroom.engine.builders.WorkloadBuilder.NOON;
import static io.headroom.engine.builders.WorkloadBuilder.aWorkload;
import static org.assertj.core.api.Assertions.assertThat;

class PlacementPlannerProperties {

    private static final PlacementPolicy POLICY = PlacementPolicy.DEFAULTS;

    @Property(tries = 300)
    void never_over_capacity_never_a_wrong_model(
            @ForAll("fleets") Fleet fleet, @ForAll("queues") Queue queue) {
        PlacementPlan plan = PlacementPlanner.plan(fleet, queue, POLICY, NOON);
        // Node refuses to hold more than it has.
        Fleet after = applied(fleet, queue, plan);
        for (Placed placed : plan.placed()) {
            Node node = after.node(placed.node()).orElseThrow();
            assertThat(of(queue, placed).shape().allows(node.template().gpuModel())).isTrue();
            assertThat(node.lane()).isEqualTo(of(queue, placed).lane());
            assertThat(node.state()).isNotEqualTo(NodeState.DRAINING);
        }
    }

    @Property(tries = 300)
    void never_half_a_gang_and_nobody_is_forgotten(
            @ForAll("fleets") Fleet fleet, @ForAll("queues") Queue queue) {
        PlacementPlan plan = PlacementPlanner.plan(fleet, queue, POLICY, NOON);
        for (Waiting waiting : queue.waiting()) {
            long placed =
                    plan.placed().stream().filter(p -> p.workload().equals(waiting.id())).count();
            int pending =
                    plan.pending().stream()
                            .filter(p -> p.workload().equals(waiting.id()))
                            .mapToInt(p -> p.replicas().size())
                            .sum();
            assertThat(placed + pending).isEqualTo(waiting.replicas().size());
            if (waiting.gang()) {
                assertThat(placed == 0 || pending == 0).isTrue();
            }
        }
    }

    @Property(tries = 200)
    void production_never_shares_a_node_with_another_environment(
            @ForAll("fleets") Fleet fleet, @ForAll("queues") Queue queue) {
        PlacementPlan plan = PlacementPlanner.plan(fleet, queue, POLICY, NOON);
        for (Node node : applied(fleet, queue, plan).nodes()) {
            long production =
                    node.holds().stream().filter(h -> h.environment().equals("production")).count();
            assertThat(production == 0 || production == node.holds().size()).isTrue();
        }
    }

    @Property(tries = 200)
    void what_must_answer_soon_is_never_put_where_it_is_disturbed(
            @ForAll("fleets") Fleet fleet, @ForAll("queues") Queue queue) {
        for (Placed placed : PlacementPlanner.plan(fleet, queue, POLICY, NOON).placed()) {
            boolean soon = of(queue, placed).workloadClass() == WorkloadClass.ONLINE_INFERENCE;
            assertThat(soon && fleet.node(placed.node()).orElseThrow().disturbed()).isFalse();
        }
    }

    @Property(tries = 200)
    void the_same_facts_in_another_order_give_the_same_plan(
            @ForAll("fleets") Fleet fleet, @ForAll("queues") Queue queue, @ForAll long seed) {
        List<Node> nodes = new ArrayList<>(fleet.nodes());
        List<Waiting> waiting = new ArrayList<>(queue.waiting());
        Collections.shuffle(nodes, new Random(seed));
        Collections.shuffle(waiting, new Random(seed));
        assertThat(PlacementPlanner.plan(new Fleet(nodes), new Queue(waiting), POLICY, NOON))
                .isEqualTo(PlacementPlanner.plan(fleet, queue, POLICY, NOON));
    }

    @Property(tries = 200)
    void what_was_left_out_does_not_fit_afterwards_either(
            @ForAll("fleets") Fleet fleet, @ForAll("queues") Queue queue) {
        PlacementPolicy patient = POLICY.withPatience(Duration.ofDays(1));
        PlacementPlan plan = PlacementPlanner.plan(fleet, queue, patient, NOON);
        Fleet after = applied(fleet, queue, plan);
        List<Waiting> left =
                queue.waiting().stream()
                        .filter(
                                w ->
                                        plan.pending().stream()
                                                .anyMatch(p -> p.workload().equals(w.id())))
                        .filter(Waiting::gang)
                        .toList();
        PlacementPlan again = PlacementPlanner.plan(after, new Queue(left), patient, NOON);
        assertThat(again.placed()).isEmpty();
    }

    private static Waiting of(Queue queue, Placed placed) {
        return queue.waiting().stream()
                .filter(w -> w.id().equals(placed.workload()))
                .findFirst()
                .orElseThrow();
    }

    private static Fleet applied(Fleet fleet, Queue queue, PlacementPlan plan) {
        Fleet after = fleet;
        for (Placed placed : plan.placed()) {
            Waiting w = of(queue, placed);
            Hold hold =
                    new Hold(
                            w.id(),
                            placed.replica(),
                            w.tenant(),
                            w.environment(),
                            w.shape(),
                            placed.devices(),
                            null);
            after = after.with(after.node(placed.node()).orElseThrow().with(hold));
        }
        return after;
    }

    @Provide
    Arbitrary<Fleet> fleets() {
        Arbitrary<NodeBuilder> node =
                Combinators.combine(
                                Arbitraries.of(GpuModel.H100, GpuModel.T4),
                                Arbitraries.of(1, 2, 4, 8),
                                Arbitraries.of(4, 16, 64),
                                Arbitraries.of("default", "other"),
                                Arbitraries.of(
                                        NodeState.READY,
                                        NodeState.READY,
                                        NodeState.BOOTING,
                                        NodeState.DRAINING),
                                Arbitraries.of(nodes(), nodes(), nodes().disturbed()))
                        .as(
                                (model, gpus, cpus, lane, state, kind) ->
                                        kind.of(model, gpus)
                                                .withCpus(cpus)
                                                .withMemoryGib(cpus * 4)
                                                .inLane(lane)
                                                .inState(state));
        return node.list()
                .ofMaxSize(12)
                .map(
                        builders -> {
                            FleetBuilder fleet = FleetBuilder.aFleet();
                            builders.forEach(fleet::with);
                            return fleet.build();
                        });
    }

    @Provide
    Arbitrary<Queue> queues() {
        Arbitrary<Shape> shape =
                Combinators.combine(
                                Arbitraries.of(
                                        List.<GpuModel>of(),
                                        List.of(GpuModel.T4),
                                        List.of(GpuModel.H100, GpuModel.T4)),
                                Arbitraries.of(0, 1, 1, 2, 4, 8),
                                Arbitraries.of(100, 300, 700, 1000),
                                Arbitraries.of(0, 0, 9000),
                                Arbitraries.of(500, 4000, 16000))
                        .as(
                                (models, gpus, milli, gpuMemory, cpu) ->
                                        new Shape(
                                                models,
                                                gpus,
                                                gpus == 1 ? milli : Shape.WHOLE,
                                                gpus == 1 && milli < Shape.WHOLE ? gpuMemory : 0,
                                                cpu,
                                                cpu));
        Arbitrary<WorkloadBuilder> workload =
                Combinators.combine(
                                shape,
                                Arbitraries.integers().between(1, 4),
                                Arbitraries.of(true, false),
                                Arbitraries.of(0, 5),
                                Arbitraries.integers().between(0, 30),
                                Arbitraries.of("default", "default", "other"),
                                Arbitraries.of("production", "staging", "dev"),
                                Arbitraries.of(
                                        WorkloadClass.TRAINING, WorkloadClass.ONLINE_INFERENCE))
                        .as(
                                (s, replicas, gang, priority, age, lane, environment, kind) ->
                                        (gang ? WorkloadBuilder.aGang(replicas) : aWorkload())
                                                .needing(s)
                                                .withReplicas(replicas)
                                                .withPriority(priority)
                                                .waitingFor(Duration.ofMinutes(age))
                                                .inLane(lane)
                                                .of("acme", environment)
                                                .of(kind));
        return workload.list()
                .ofMaxSize(25)
                .map(list -> WorkloadBuilder.queueOf(list.toArray(new WorkloadBuilder[0])));
    }
}
