package io.headroom.engine.placement;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.workload.PendingReason;
import io.headroom.contracts.workload.PendingReason.GangIncomplete;
import io.headroom.contracts.workload.PendingReason.HeldBack;
import io.headroom.contracts.workload.PendingReason.NoCapacity;
import io.headroom.contracts.workload.PendingReason.NotTogether;
import io.headroom.contracts.workload.Topology;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.fleet.Waiting;
import io.headroom.engine.placement.board.Board;
import io.headroom.engine.placement.board.Feasible;
import io.headroom.engine.placement.board.Gang;
import io.headroom.engine.placement.board.Serving;
import io.headroom.engine.placement.packing.Ask;
import io.headroom.engine.placement.packing.Room;

/// Names the constraint that binds first: how near to each other a gang has to stand, the lane, the model, the size of the nodes, what disturbs them, their
/// free GPUs, CPU, memory, and last the boundary between tenants or environments.
final class WhyNot {

    private final Board board;
    private final Serving serving;

    /// Room only shrinks within a plan: what bound one ask still binds the next that is like it.
    private final Map<Ask, String> constraints = new LinkedHashMap<>();

    WhyNot(Board board, Serving serving) {
        this.board = board;
        this.serving = serving;
    }

    /// Why a gang has no place: it would have one if its replicas need not stand together, or it has none for all of them.
    PendingReason gangReason(Waiting gang, Gang.Attempt attempt, Ask anywhere) {
        Topology topology = gang.topology();
        int fits = attempt.spots().size();
        if (topology != null && topology.required() && (fits > 0 || board.hasRoomFor(anywhere))) {
            return new NotTogether(topology.within(), fits, attempt.of());
        }
        return fits > 0 ? new GangIncomplete(fits, attempt.of()) : reason(gang, anywhere);
    }

    PendingReason reason(Waiting waiting, Ask anywhere) {
        return board.keptFor(anywhere, waiting.lane())
                .<PendingReason>map(HeldBack::new)
                .orElseGet(
                        () ->
                                new NoCapacity(
                                        waiting.shape().describe(),
                                        constraints.computeIfAbsent(
                                                anywhere, _ -> constraint(waiting))));
    }

    private String constraint(Waiting waiting) {
        return new Looked(board, serving, waiting).constraint();
    }

    /// One look at all nodes of a lane.
    private record Looked(Board board, Serving serving, Waiting waiting, Shape shape, Ask ask) {

        Looked(Board board, Serving serving, Waiting waiting) {
            this(
                    board,
                    serving,
                    waiting,
                    waiting.shape(),
                    board.ask(waiting, Feasible.Reach.READY));
        }

        String constraint() {
            List<Integer> left = ranks(this::inLane);
            if (left.isEmpty()) {
                return "lane " + waiting.lane() + " has no ready node";
            }
            left = keep(left, rank -> shape.allows(node(rank).template().gpuModel()));
            if (left.isEmpty()) {
                return "lane " + waiting.lane() + " has no " + shape.modelsLabel();
            }
            left = keep(left, rank -> node(rank).template().holds(shape));
            if (left.isEmpty()) {
                return "no node is large enough, even empty";
            }
            int large = left.size();
            left = keep(left, rank -> serving.lets(node(rank), waiting));
            if (left.isEmpty()) {
                return disturbed(large);
            }
            List<Integer> withGpus = keep(left, this::hasGpus);
            if (withGpus.isEmpty()) {
                return gpus(left);
            }
            List<Integer> withCpu =
                    keep(withGpus, rank -> room(rank).cpuMilli() >= shape.cpuMillis());
            if (withCpu.isEmpty()) {
                return "the nodes with free GPUs have at most "
                        + most(withGpus, rank -> room(rank).cpuMilli()) / 1000.0
                        + " of "
                        + shape.cpuMillis() / 1000.0
                        + " CPUs";
            }
            if (keep(withCpu, rank -> room(rank).memoryMib() >= shape.memoryMib()).isEmpty()) {
                return "the nodes with free GPUs and CPUs have at most "
                        + most(withCpu, rank -> room(rank).memoryMib())
                        + " of "
                        + shape.memoryMib()
                        + " MiB";
            }
            return "the nodes with room belong to others";
        }

        private String disturbed(int nodes) {
            return Serving.need(waiting) == Serving.Need.QUIET
                    ? "what runs on each of the " + nodes + " ready node(s) is disturbed"
                    : "each of the "
                            + nodes
                            + " ready node(s) is disturbed and serves online-inference";
        }

        private String gpus(List<Integer> ranks) {
            if (shape.mig() != null) {
                return "no GPU is free for MIG, or has free slots for " + shape.mig();
            }
            if (shape.isShare()) {
                return "no GPU has "
                        + shape.milliGpu() / 1000.0
                        + " of itself and "
                        + (shape.gpuMemoryMib() > 0
                                ? shape.gpuMemoryMib() + " MiB free"
                                : "as much of its memory free");
            }
            return "no node has "
                    + shape.gpus()
                    + " free "
                    + shape.modelsLabel()
                    + "; the most is "
                    + most(ranks, rank -> room(rank).wholeFree());
        }

        private boolean hasGpus(int rank) {
            return room(rank).firstDevice(ask) >= 0;
        }

        private boolean inLane(int rank) {
            return node(rank).lane().equals(waiting.lane())
                    && node(rank).state() == NodeState.READY;
        }

        private Node node(int rank) {
            return board.node(rank);
        }

        private Room room(int rank) {
            return board.room(rank);
        }

        private List<Integer> ranks(IntPredicate which) {
            return IntStream.range(0, board.nodes().size()).filter(which).boxed().toList();
        }

        private static List<Integer> keep(List<Integer> ranks, IntPredicate which) {
            return ranks.stream().filter(which::test).toList();
        }

        private static int most(List<Integer> ranks, IntUnaryOperator of) {
            return ranks.stream().mapToInt(of::applyAsInt).max().orElse(0);
        }
    }
}
