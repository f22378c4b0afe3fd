package io.headroom.engine.placement;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.workload.Topology;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.builders.NodeBuilder;
import io.headroom.engine.fleet.Fleet;
import io.headroom.engine.fleet.Hold;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.fleet.Queue;
import io.headroom.engine.fleet.Running;
import io.headroom.engine.fleet.Waiting;
import io.headroom.engine.placement.preemption.Preemption;

import static org.assertj.core.api.Assertions.assertThat;

/// A fleet and its workloads through time, as a service would keep them; every plan is carried out to the letter and looked at.
final class World {

    /// A workload from its arrival on.
    private static final class Life {
        private final Waiting asked;
        private final Duration runs;
        private final @Nullable Duration checkpointEvery;
        private int attempt = 1;
        private Instant started = Instant.MAX;

        Life(Waiting asked, Duration runs, @Nullable Duration checkpointEvery) {
            this.asked = asked;
            this.runs = runs;
            this.checkpointEvery = checkpointEvery;
        }
    }

    private final PlacementPolicy policy;
    private final Random random;
    private final Map<WorkloadId, Life> lives = new LinkedHashMap<>();
    private final Set<WorkloadId> evicted = new LinkedHashSet<>();
    private final Map<WorkloadId, Duration> waits = new LinkedHashMap<>();
    private final MovesSeen moves;
    private List<Preemption> preemptions = List.of();
    private Fleet fleet = Fleet.EMPTY;
    private Instant now;
    private int names;
    private int evictions;

    World(PlacementPolicy policy, Instant now, long seed) {
        this.policy = policy;
        this.now = now;
        this.random = new Random(seed);
        this.moves = new MovesSeen(policy.lane("default").defragmentation());
    }

    Instant now() {
        return now;
    }

    int evictions() {
        return evictions;
    }

    int moves() {
        return moves.moved();
    }

    Duration wait(WorkloadId id) {
        return waits.getOrDefault(id, Duration.ofDays(1000));
    }

    boolean hasStarted(WorkloadId id) {
        return waits.containsKey(id);
    }

    void node(NodeBuilder node) {
        fleet = fleet.with(node.build("world-" + names++));
    }

    Fleet fleet() {
        return fleet;
    }

    WorkloadId arrives(
            Shape shape, int replicas, boolean gang, int priority, String tenant, Duration runs) {
        return arrives(shape, replicas, gang, priority, tenant, runs, null);
    }

    WorkloadId arrives(
            Shape shape,
            int replicas,
            boolean gang,
            int priority,
            String tenant,
            Duration runs,
            @Nullable Topology topology) {
        WorkloadId id = new WorkloadId(new UUID(random.nextLong(), names++));
        Waiting waiting =
                new Waiting(
                        id,
                        WorkloadClass.TRAINING,
                        priority,
                        now,
                        shape,
                        IntStream.range(0, replicas).boxed().toList(),
                        gang,
                        tenant,
                        "dev",
                        "default",
                        runs,
                        topology);
        // Every other one writes checkpoints.
        lives.put(id, new Life(waiting, runs, names % 2 == 0 ? Duration.ofMinutes(5) : null));
        return id;
    }

    /// Whatever is over by then ends.
    void passes(Duration time) {
        now = now.plus(time);
        List<WorkloadId> over =
                lives.entrySet().stream()
                        .filter(e -> !e.getValue().started.equals(Instant.MAX))
                        .filter(e -> !e.getValue().started.plus(e.getValue().runs).isAfter(now))
                        .map(Map.Entry::getKey)
                        .toList();
        over.forEach(
                id -> {
                    leaves(id);
                    lives.remove(id);
                });
    }

    void drains(int index) {
        Node node = pick(index);
        fleet = fleet.with(node.in(NodeState.DRAINING, node.holds()));
    }

    /// What stood there waits again, whole.
    void isLost(int index) {
        Node node = pick(index);
        node.holds().stream().map(Hold::workload).distinct().forEach(this::again);
        Node gone = fleet.node(node.id()).orElseThrow();
        fleet = new Fleet(fleet.nodes().stream().filter(n -> !n.id().equals(gone.id())).toList());
    }

    private Node pick(int index) {
        return fleet.nodes().get(Math.floorMod(index, fleet.nodes().size()));
    }

    boolean hasNodes() {
        return !fleet.nodes().isEmpty();
    }

    private void again(WorkloadId id) {
        Life life = lives.get(id);
        leaves(id);
        if (life != null) {
            life.attempt++;
            life.started = Instant.MAX;
        }
    }

    private void leaves(WorkloadId id) {
        fleet = new Fleet(fleet.nodes().stream().map(node -> node.without(List.of(id))).toList());
    }

    private PlacementFacts facts() {
        Map<WorkloadId, List<Integer>> bound = new LinkedHashMap<>();
        for (Node node : fleet.nodes()) {
            for (Hold hold : node.holds()) {
                bound.computeIfAbsent(hold.workload(), _ -> new ArrayList<>()).add(hold.replica());
            }
        }
        bound.values().forEach(replicas -> assertThat(replicas).doesNotHaveDuplicates());
        List<Waiting> waiting = new ArrayList<>();
        List<Running> running = new ArrayList<>();
        lives.forEach(
                (id, life) -> {
                    List<Integer> has = bound.getOrDefault(id, List.of());
                    List<Integer> left =
                            life.asked.replicas().stream().filter(r -> !has.contains(r)).toList();
                    if (!left.isEmpty()) {
                        waiting.add(withReplicas(life.asked, left));
                        assertThat(life.asked.gang() && !has.isEmpty()).isFalse();
                    }
                    if (!has.isEmpty()) {
                        running.add(running(id, life));
                    }
                });
        return new PlacementFacts(
                fleet,
                new Queue(waiting),
                running,
                preemptions,
                List.copyOf(evicted),
                List.of(),
                List.of());
    }

    private static Waiting withReplicas(Waiting of, List<Integer> left) {
        return new Waiting(
                of.id(),
                of.workloadClass(),
                of.priority(),
                of.submittedAt(),
                of.shape(),
                left,
                of.gang(),
                of.tenant(),
                of.environment(),
                of.lane(),
                of.expected(),
                of.topology());
    }

    private static Running running(WorkloadId id, Life life) {
        return new Running(
                id,
                WorkloadClass.TRAINING,
                life.asked.priority(),
                life.asked.tenant(),
                "default",
                life.attempt,
                life.started.equals(Instant.MAX) ? null : life.started,
                life.checkpointEvery,
                0);
    }

    /// Plans, carries the plan out, and plans again where someone had to leave: whoever they left for starts.
    void turn() {
        PlacementFacts facts = facts();
        PlacementPlan plan = PlacementPlanner.plan(facts, policy, now);
        assertThat(PlacementPlanner.plan(shuffled(facts), policy, now)).isEqualTo(plan);
        moves.sees(facts, plan);
        carryOut(facts, plan);
        // Nobody is told what the next moment takes back, unless whom room was made for starts
        // then.
        PlacementPlan again = PlacementPlanner.plan(facts(), policy, now);
        assertThat(plan.preemptions())
                .allMatch(
                        made ->
                                again.preemptions().contains(made)
                                        || again.placed().stream()
                                                .anyMatch(p -> p.workload().equals(made.by())));
        for (PlacementPlan.Eviction eviction : plan.evictions()) {
            assertThat(evicted.add(eviction.victim())).isTrue();
            evictions++;
            again(eviction.victim());
        }
        if (!plan.evictions().isEmpty()) {
            PlacementFacts then = facts();
            PlacementPlan next = PlacementPlanner.plan(then, policy, now);
            for (PlacementPlan.Eviction eviction : plan.evictions()) {
                assertThat(next.placed()).anyMatch(p -> p.workload().equals(eviction.by()));
                assertThat(next.pending()).noneMatch(p -> p.workload().equals(eviction.by()));
            }
            moves.startAgain(plan, next);
            carryOut(then, next);
        }
    }

    private PlacementFacts shuffled(PlacementFacts facts) {
        List<Node> nodes = new ArrayList<>(facts.fleet().nodes());
        List<Waiting> waiting = new ArrayList<>(facts.queue().waiting());
        List<Running> running = new ArrayList<>(facts.running());
        List<Preemption> decided = new ArrayList<>(facts.preemptions());
        List.of(nodes, waiting, running, decided).forEach(l -> Collections.shuffle(l, random));
        return new PlacementFacts(
                new Fleet(nodes),
                new Queue(waiting),
                running,
                decided,
                facts.evicted(),
                List.of(),
                List.of());
    }

    private void carryOut(PlacementFacts facts, PlacementPlan plan) {
        for (PlacementPlan.Placed placed : plan.placed()) {
            Life life = lives.get(placed.workload());
            if (life == null) {
                throw new AssertionError(placed.workload() + " is placed, but does not live");
            }
            Hold hold =
                    Hold.of(
                            life.asked,
                            placed.replica(),
                            placed.devices(),
                            placed.slot(),
                            now.plus(life.runs));
            fleet = fleet.with(fleet.node(placed.node()).orElseThrow().with(hold));
            life.started = now;
            waits.putIfAbsent(placed.workload(), Duration.between(life.asked.submittedAt(), now));
        }
        plan.preemptions()
                .forEach(
                        p ->
                                assertThat(evicted)
                                        .doesNotContain(p.by())
                                        .doesNotContainAnyElementsOf(
                                                p.victims().stream()
                                                        .map(Preemption.Victim::workload)
                                                        .toList()));
        preemptions = plan.preemptions();
        assertThat(
                        plan.placed().size()
                                + plan.pending().stream().mapToInt(p -> p.replicas().size()).sum())
                .isEqualTo(
                        facts.queue().waiting().stream().mapToInt(w -> w.replicas().size()).sum());
    }

    /// GPUs in thousandths that the tenants hold.
    long milliOf(List<String> tenants) {
        return fleet.nodes().stream()
                .flatMap(node -> node.holds().stream())
                .filter(hold -> tenants.contains(hold.tenant()))
                .mapToLong(hold -> hold.shape().totalMilliGpu())
                .sum();
    }
}
