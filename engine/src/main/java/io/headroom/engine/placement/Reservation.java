package io.headroom.engine.placement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.fleet.Hold;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.fleet.Waiting;
import io.headroom.engine.placement.Feasible.Reach;
import io.headroom.engine.placement.packing.Ask;
import io.headroom.engine.placement.packing.Spot;

/// Nodes kept free for the first workload of a lane that has waited longer than the policy's patience, so that small ones cannot
/// starve it. Backfill is conservative: on these nodes only what ends before the last of them is thought to be free.
///
/// @param nodes ranks of the nodes
/// @param start when all of them are thought to be free; absent if nobody knows
record Reservation(WorkloadId holder, String lane, List<Integer> nodes, @Nullable Instant start) {

    /// Reserves the nodes that are nearest to being free, or nothing where even an empty fleet could not hold the workload.
    static Optional<Reservation> forFirst(Board board, Waiting first, Instant now) {
        Ask ask = board.ask(first, Reach.READY);
        List<Integer> nodes = new ArrayList<>();
        int missing = first.replicas().size();
        for (int rank : nearestToFree(board, ask, first)) {
            if (missing <= 0) {
                break;
            }
            nodes.add(rank);
            missing -= replicasOnEmpty(board.node(rank), first);
        }
        if (missing > 0) {
            return Optional.empty();
        }
        nodes.forEach(board::close);
        return Optional.of(
                new Reservation(first.id(), first.lane(), nodes, start(board, nodes, now)));
    }

    private static List<Integer> nearestToFree(Board board, Ask ask, Waiting first) {
        List<Integer> ranks = new ArrayList<>();
        for (int rank = 0; rank < board.nodes().size(); rank++) {
            if (ask.allows(board.room(rank).kind())
                    && replicasOnEmpty(board.node(rank), first) > 0) {
                ranks.add(rank);
            }
        }
        ranks.sort(
                Comparator.comparingInt((Integer rank) -> busyMilli(board, rank))
                        .thenComparing(Comparator.naturalOrder()));
        return ranks;
    }

    private static int busyMilli(Board board, int rank) {
        return board.node(rank).template().gpus() * 1000 - board.room(rank).totalMilli();
    }

    private static int replicasOnEmpty(Node node, Waiting waiting) {
        if (!node.template().holds(waiting.shape())) {
            return 0;
        }
        int milli = Math.max(1, waiting.shape().milliGpu());
        int perDevice = 1000 / milli;
        int gpus = Math.max(1, waiting.shape().gpus());
        int byGpu = node.template().gpus() / gpus * perDevice;
        int byCpu = node.template().cpuMillis() / Math.max(1, waiting.shape().cpuMillis());
        int byMemory = node.template().memoryMib() / Math.max(1, waiting.shape().memoryMib());
        return Math.min(byGpu, Math.min(byCpu, byMemory));
    }

    private static @Nullable Instant start(Board board, List<Integer> nodes, Instant now) {
        Instant latest = now;
        for (int rank : nodes) {
            for (Hold hold : board.node(rank).holds()) {
                Instant until = hold.until();
                if (until == null) {
                    return null;
                }
                latest = until.isAfter(latest) ? until : latest;
            }
        }
        return latest;
    }

    /// A place on the reserved nodes for one that is thought to be gone in time.
    Optional<Spot> backfill(Board board, Waiting waiting, Ask ask, Instant now) {
        if (start == null
                || waiting.expected() == null
                || now.plus(waiting.expected()).isAfter(start)) {
            return Optional.empty();
        }
        for (int rank : nodes) {
            Optional<Spot> spot = board.placeOn(rank, ask);
            if (spot.isPresent()) {
                return spot;
            }
        }
        return Optional.empty();
    }

    /// Whether it is this reservation that keeps the ask out.
    boolean keepsOut(Board board, Ask ask) {
        return nodes.stream().anyMatch(rank -> board.fitsOn(rank, ask));
    }
}
