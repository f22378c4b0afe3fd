package io.headroom.engine.placement;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.builders.WorkloadBuilder;
import io.headroom.engine.fleet.Fleet;
import io.headroom.engine.fleet.Hold;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.fleet.Queue;
import io.headroom.engine.fleet.Waiting;

import static io.headroom.engine.builders.NodeBuilder.nodes;
import static io.headroom.engine.builders.WorkloadBuilder.NOON;
import static io.headroom.engine.builders.WorkloadBuilder.aWorkload;
import static org.assertj.core.api.Assertions.assertThat;

/// What it costs in GPUs that replicas go where their data is, and what it brings: a fleet that is offered more than it holds, with data told
/// and not told. Who finds no room is turned away.
class OnDiskCostTest {

    private static final int NODES = 64;
    private static final int STEPS = 900;
    private static final int WARM = 450;
    private static final List<String> MODELS = List.of("a", "b", "c", "d");

    /// Half ask for one GPU, one in ten for a whole node.
    private static final List<Integer> SIZES = List.of(1, 1, 1, 1, 1, 2, 2, 4, 4, 8);

    /// @param gpus held on the mean; @param reads of models; @param hits of these on nodes that had it
    private record Outcome(double gpus, int reads, int hits) {
        Outcome and(Outcome other) {
            return new Outcome(gpus + other.gpus, reads + other.reads, hits + other.hits);
        }

        double hitShare() {
            return hits / (double) reads;
        }
    }

    private enum Data {
        TOLD,
        NOT_TOLD
    }

    private static final class Run {
        private final Random random;
        private final Data data;
        private final Deque<List<WorkloadId>> endsIn = new ArrayDeque<>();
        private final Map<NodeId, TreeSet<String>> disks = new LinkedHashMap<>();
        private Fleet fleet = Fleet.EMPTY;
        private long milli;
        private int reads;
        private int hits;

        Run(long seed, Data data) {
            this.random = new Random(seed);
            this.data = data;
            for (int i = 0; i < NODES; i++) {
                Node node = nodes().build("node-" + i);
                fleet = fleet.with(node);
                disks.put(node.id(), new TreeSet<>());
            }
        }

        Outcome outcome() {
            for (int step = 0; step < STEPS; step++) {
                ends();
                arrives(step);
                if (step >= WARM) {
                    milli += fleet.nodes().stream().mapToLong(Node::usedMilliGpu).sum();
                }
            }
            return new Outcome(milli / 1000.0 / (STEPS - WARM), reads, hits);
        }

        private void ends() {
            List<WorkloadId> over = endsIn.isEmpty() ? List.of() : endsIn.removeFirst();
            if (!over.isEmpty()) {
                fleet = new Fleet(fleet.nodes().stream().map(n -> n.without(over)).toList());
            }
        }

        private void arrives(int step) {
            int gpus = SIZES.get(random.nextInt(SIZES.size()));
            int lives = 1 + random.nextInt(460);
            String reads = random.nextBoolean() ? MODELS.get(random.nextInt(MODELS.size())) : "";
            WorkloadBuilder asks = aWorkload().named("w-" + step).needing(gpus);
            Waiting waiting =
                    (data == Data.NOT_TOLD || reads.isEmpty() ? asks : asks.reading(reads)).build();
            PlacementPlan plan =
                    PlacementPlanner.plan(
                            fleet,
                            new Queue(List.of(waiting)),
                            PlacementPolicy.DEFAULTS.withReservations(0),
                            NOON);
            for (PlacementPlan.Placed placed : plan.placed()) {
                takes(waiting, placed, reads, step);
                while (endsIn.size() <= lives) {
                    endsIn.addLast(new ArrayList<>());
                }
                endsIn.stream().skip(lives).findFirst().orElseThrow().add(waiting.id());
            }
        }

        private void takes(Waiting waiting, PlacementPlan.Placed placed, String read, int step) {
            Hold hold = Hold.of(waiting, placed.replica(), placed.devices(), placed.slot(), null);
            Node node = fleet.node(placed.node()).orElseThrow().with(hold);
            if (!read.isEmpty()) {
                TreeSet<String> disk = disks.computeIfAbsent(node.id(), _ -> new TreeSet<>());
                if (step >= WARM) {
                    reads++;
                    hits += disk.contains(read) ? 1 : 0;
                }
                // Disks are small here: else all would be everywhere in the end.
                disk.clear();
                disk.add(read);
                node = node.having(List.copyOf(disk));
            }
            fleet = fleet.with(node);
        }
    }

    @Test
    void it_costs_little_and_brings_most_to_their_data() {
        Outcome told = new Outcome(0, 0, 0);
        Outcome notTold = new Outcome(0, 0, 0);
        int seeds = 4;
        for (int seed = 0; seed < seeds; seed++) {
            told = told.and(new Run(seed, Data.TOLD).outcome());
            notTold = notTold.and(new Run(seed, Data.NOT_TOLD).outcome());
        }
        double lost = (notTold.gpus - told.gpus) / seeds;
        assertThat(lost).isLessThan(NODES * 8 * 0.01);
        assertThat(told.hitShare()).isGreaterThan(2 * notTold.hitShare());
    }
}
