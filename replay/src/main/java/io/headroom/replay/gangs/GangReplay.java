package io.headroom.replay.gangs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.headroom.contracts.capacity.Shape;
import io.headroom.replay.trace.Openb;

/// Replays the same jobs under each policy and load.
public final class GangReplay {

    /// Jobs by the GPUs that they ask for altogether.
    private enum Size {
        UP_TO_1("up to 1", 0, 1),
        TO_7("2 to 7", 1, 7),
        TO_15("8 to 15", 7, 15),
        MORE("16 and more", 15, Long.MAX_VALUE / Shape.WHOLE);

        private final String label;
        private final long above;
        private final long most;

        Size(String label, long above, long most) {
            this.label = label;
            this.above = above;
            this.most = most;
        }

        boolean holds(GangJob job) {
            return job.milliGpu() > above * Shape.WHOLE && job.milliGpu() <= most * Shape.WHOLE;
        }
    }

    private GangReplay() {}

    /// Throws a [io.headroom.replay.trace.TraceError] where the file cannot be read.
    public static GangReport run(GangRequest request) {
        GangTrace trace = GangTrace.of(Openb.pods(request.pods()), request);
        long fleet = (long) request.nodes() * request.gpusPerNode() * Shape.WHOLE;
        List<GangReport.AtLoad> loads = new ArrayList<>();
        for (double load : request.loads()) {
            List<GangJob> arrivals = trace.atLoad(load, fleet);
            List<GangReport.Line> lines = new ArrayList<>();
            for (GangPolicy policy : request.policies()) {
                GangRun run = GangRun.of(arrivals, policy.scheduler(request));
                lines.add(line(policy, arrivals, run, fleet));
            }
            loads.add(new GangReport.AtLoad(load, arrivals.getLast().at(), lines));
        }
        Map<String, Integer> sizes = new LinkedHashMap<>();
        for (Size size : Size.values()) {
            sizes.put(size.label, (int) trace.jobs().stream().filter(size::holds).count());
        }
        return new GangReport(
                request.nodes(),
                request.nodes() * request.gpusPerNode(),
                trace.jobs().size(),
                (int) trace.jobs().stream().filter(job -> job.replicas() > 1).count(),
                request.seed(),
                sizes,
                loads);
    }

    private static GangReport.Line line(
            GangPolicy policy, List<GangJob> arrivals, GangRun run, long fleet) {
        Map<String, Long> p99 = new LinkedHashMap<>();
        for (Size size : Size.values()) {
            p99.put(size.label, percentile(arrivals.stream().filter(size::holds), run, 0.99));
        }
        double window = Math.max(1, arrivals.getLast().at());
        return new GangReport.Line(
                policy.label(),
                GangReport.rounded(100 * run.busyMilliSeconds() / (fleet * window)),
                Math.round(run.waits().values().stream().mapToLong(w -> w).average().orElse(0)),
                percentile(arrivals.stream(), run, 0.99),
                p99,
                run.waits().values().stream().mapToLong(w -> w).max().orElse(0),
                run.lastEnd());
    }

    private static long percentile(Stream<GangJob> jobs, GangRun run, double part) {
        long[] waits =
                jobs.mapToLong(job -> run.waits().getOrDefault(job.id(), 0L)).sorted().toArray();
        return waits.length == 0 ? 0 : waits[(int) Math.ceil(part * waits.length) - 1];
    }
}
