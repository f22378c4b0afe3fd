package io.headroom.replay.placement;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

import io.headroom.engine.placement.packing.Ask;
import io.headroom.engine.placement.packing.Frugal.Weights;
import io.headroom.engine.placement.packing.Packer;
import io.headroom.engine.placement.packing.Spot;
import io.headroom.replay.rival.LearnedMix;
import io.headroom.replay.rival.Placing;

/// How long one decision takes on a large fleet: filled to 90 %, then arrivals and departures in turn, on the calling thread alone.
public final class PlacementBench {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final double FULL = 0.9;

    /// Decisions before those that are measured, so that the code is compiled.
    private static final int WARM_UP = 20_000;

    private static final int MEASURED = 100_000;

    /// What the benchmark says.
    ///
    /// @param decisionMicros time of one decision on its core: finding the best place and taking it
    /// @param wallMicros the same by the clock on the wall, with what else the machine did in between
    /// @param decisionsPerSecond departures in between included
    /// @param bytesPerDecision allocated, departures in between included
    /// @param residentMiB of this process
    public record Result(
            int nodes,
            int gpus,
            int decisions,
            Percentiles decisionMicros,
            Percentiles wallMicros,
            long decisionsPerSecond,
            long bytesPerDecision,
            long residentMiB) {

        public String line() {
            return String.format(
                    Locale.ROOT,
                    "%6d nodes %7d GPUs: one decision p50 %.1f, p99 %.1f, p99.9 %.1f us (p99 on"
                            + " the wall %.1f); %d decisions/s, %d bytes each; %d MiB resident",
                    nodes,
                    gpus,
                    decisionMicros.p50,
                    decisionMicros.p99,
                    decisionMicros.p999,
                    wallMicros.p99,
                    decisionsPerSecond,
                    bytesPerDecision,
                    residentMiB);
        }
    }

    /// In microseconds.
    public record Percentiles(double p50, double p99, double p999) {

        static Percentiles of(long[] nanos) {
            long[] sorted = nanos.clone();
            Arrays.sort(sorted);
            return new Percentiles(
                    micros(sorted, 0.5), micros(sorted, 0.99), micros(sorted, 0.999));
        }

        private static double micros(long[] sorted, double part) {
            return Math.round(sorted[(int) (part * (sorted.length - 1))] / 10.0) / 100.0;
        }
    }

    private record Standing(Spot spot, Ask ask) {}

    private final BenchFleet fleet = new BenchFleet();
    private final SplittableRandom random = new SplittableRandom(2);
    private final List<Standing> standing = new ArrayList<>();
    private final Packer packer;
    private final Placing policy;
    private final long capacity;
    private long used;
    private long lastCoreNanos;
    private long lastWallNanos;

    private PlacementBench(int nodes) {
        List<Packer.Start> empty = fleet.nodes(nodes);
        capacity = empty.stream().mapToLong(node -> node.kind().gpus() * 1000L).sum();
        packer = new Packer(empty, LearnedMix.ignorant(fleet.kinds(), Weights.USUAL));
        policy = new LearnedMix(fleet.kinds(), Weights.USUAL);
    }

    public static Result run(int nodes) {
        if (nodes < 10 || nodes > 1_000_000) {
            throw new IllegalArgumentException("nodes must be from 10 to 1000000");
        }
        return new PlacementBench(nodes).run();
    }

    private Result run() {
        while (used < FULL * capacity) {
            arrive();
        }
        for (int i = 0; i < WARM_UP; i++) {
            turn();
        }
        long[] core = new long[MEASURED];
        long[] wall = new long[MEASURED];
        long bytes = allocatedBytes();
        long from = System.nanoTime();
        for (int i = 0; i < MEASURED; i++) {
            turn();
            core[i] = lastCoreNanos;
            wall[i] = lastWallNanos;
        }
        double seconds = (System.nanoTime() - from) / 1e9;
        long bytesEach = (allocatedBytes() - bytes) / MEASURED;
        return new Result(
                packer.nodes(),
                (int) (capacity / 1000),
                MEASURED,
                Percentiles.of(core),
                Percentiles.of(wall),
                Math.round(MEASURED / seconds),
                bytesEach,
                residentMib());
    }

    /// One arrival, and departures until the fleet is as full as before.
    private void turn() {
        arrive();
        while (used > FULL * capacity) {
            depart();
        }
    }

    private void arrive() {
        Ask ask = fleet.draw(random);
        long coreFrom = coreNanos();
        long wallFrom = System.nanoTime();
        policy.arrives(packer, ask);
        Optional<Spot> spot = policy.choose(packer, ask);
        spot.ifPresent(there -> packer.put(there, ask));
        lastWallNanos = System.nanoTime() - wallFrom;
        lastCoreNanos = coreNanos() - coreFrom;
        if (spot.isPresent()) {
            standing.add(new Standing(spot.get(), ask));
            used += ask.totalMilli();
        }
    }

    private void depart() {
        int leaver = random.nextInt(standing.size());
        Standing leaves = standing.get(leaver);
        standing.set(leaver, standing.getLast());
        standing.removeLast();
        packer.take(leaves.spot(), leaves.ask());
        used -= leaves.ask().totalMilli();
    }

    private static long coreNanos() {
        return THREADS.isCurrentThreadCpuTimeSupported()
                ? THREADS.getCurrentThreadCpuTime()
                : System.nanoTime();
    }

    private static long allocatedBytes() {
        return THREADS instanceof com.sun.management.ThreadMXBean beans
                ? beans.getCurrentThreadAllocatedBytes()
                : 0;
    }

    /// From the kernel where it says so, else the heap in use.
    private static long residentMib() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024;
                }
            }
        } catch (IOException noKernel) {
            return heapMib();
        }
        return heapMib();
    }

    private static long heapMib() {
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    }
}
