package io.headroom.replay.gangs;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.placement.packing.Ask;
import io.headroom.engine.placement.packing.Kind;
import io.headroom.engine.placement.packing.Packer;
import io.headroom.engine.placement.packing.Spot;
import io.headroom.replay.rival.BestFit;

/// What is usual: a queue by arrival or by priority, best fit, and at most room kept for the first.
final class QueueScheduler implements GangScheduler {

    /// One that runs over its time is thought to end so soon.
    private static final long SOON = 60;

    private static final int ANYONE = 1;

    private record Run(GangJob job, long thoughtToEnd, List<Spot> spots) {}

    private final GangPolicy policy;
    private final Kind kind;
    private final int nodes;
    private final Packer packer;
    private final List<GangJob> waiting = new ArrayList<>();
    private final Map<WorkloadId, Run> running = new LinkedHashMap<>();

    QueueScheduler(GangPolicy policy, GangRequest request) {
        this.policy = policy;
        this.nodes = request.nodes();
        NodeTemplate template = FleetShape.template(request);
        kind =
                new Kind(
                        0,
                        template.gpus(),
                        0,
                        template.cpuMillis(),
                        template.memoryMib(),
                        Kind.Sharing.ANYONE);
        packer = empty();
    }

    private Packer empty() {
        return new Packer(Collections.nCopies(nodes, Packer.Start.empty(kind)), new BestFit());
    }

    @Override
    public void arrives(GangJob job) {
        waiting.add(job);
        if (policy == GangPolicy.PRIORITY) {
            waiting.sort(
                    Comparator.comparingInt(GangJob::priority)
                            .reversed()
                            .thenComparingLong(GangJob::at)
                            .thenComparing(GangJob::id));
        }
    }

    @Override
    public void ends(GangJob job) {
        Run run = running.remove(job.id());
        if (run != null) {
            take(packer, run.spots, ask(job));
        }
    }

    @Override
    public boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    @Override
    public List<GangJob> start(long second) {
        List<GangJob> started = new ArrayList<>();
        Optional<Shadow> shadow = Optional.empty();
        for (Iterator<GangJob> queue = waiting.iterator(); queue.hasNext(); ) {
            GangJob job = queue.next();
            List<Spot> spots = put(packer, job);
            boolean starts = !spots.isEmpty();
            if (starts && shadow.isPresent() && !shadow.get().allows(job, spots, second)) {
                take(packer, spots, ask(job));
                starts = false;
            }
            if (starts) {
                queue.remove();
                running.put(job.id(), new Run(job, second + job.expected(), spots));
                started.add(job);
            } else if (policy == GangPolicy.FIFO) {
                break;
            } else if (policy == GangPolicy.BACKFILL && shadow.isEmpty()) {
                shadow = Optional.of(new Shadow(job, second));
            }
        }
        return started;
    }

    /// Spots for all replicas, put down; or nothing, and nothing put down.
    private static List<Spot> put(Packer on, GangJob job) {
        Ask ask = ask(job);
        List<Spot> spots = new ArrayList<>();
        for (int i = 0; i < job.replicas(); i++) {
            Optional<Spot> spot = on.find(ask);
            if (spot.isEmpty()) {
                take(on, spots, ask);
                return List.of();
            }
            on.put(spot.get(), ask);
            spots.add(spot.get());
        }
        return spots;
    }

    private static void take(Packer from, List<Spot> spots, Ask ask) {
        spots.reversed().forEach(spot -> from.take(spot, ask));
    }

    private static Ask ask(GangJob job) {
        BitSet any = new BitSet();
        any.set(0);
        Shape shape = job.shape();
        return new Ask(
                shape.gpus(),
                shape.milliGpu(),
                0,
                shape.cpuMillis(),
                shape.memoryMib(),
                ANYONE,
                ANYONE,
                any);
    }

    /// The fleet at the time when the first of the queue can start, as far as one thinks now.
    private final class Shadow {

        private final GangJob first;
        private final Packer then = empty();
        private long from;

        Shadow(GangJob first, long second) {
            this.first = first;
            List<Run> byEnd =
                    running.values().stream()
                            .sorted(
                                    Comparator.comparingLong((Run run) -> end(run, second))
                                            .thenComparing(run -> run.job.id()))
                            .toList();
            byEnd.forEach(run -> run.spots.forEach(spot -> then.put(spot, ask(run.job))));
            from = second;
            for (Run run : byEnd) {
                if (firstFits()) {
                    break;
                }
                take(then, run.spots, ask(run.job));
                from = end(run, second);
            }
        }

        private static long end(Run run, long second) {
            return Math.max(run.thoughtToEnd, second + SOON);
        }

        private boolean firstFits() {
            List<Spot> spots = put(then, first);
            take(then, spots, ask(first));
            return !spots.isEmpty();
        }

        /// Whether the first is not delayed by it.
        boolean allows(GangJob job, List<Spot> spots, long second) {
            if (second + job.expected() <= from) {
                return true;
            }
            Ask ask = ask(job);
            spots.forEach(spot -> then.put(spot, ask));
            if (firstFits()) {
                return true;
            }
            take(then, spots, ask);
            return false;
        }
    }
}
