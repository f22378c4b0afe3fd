package io.headroom.replay.placement;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import io.headroom.engine.placement.packing.Mix;
import io.headroom.replay.trace.Openb;
import io.headroom.replay.trace.OpenbPod;

/// Replays the openb packing protocol: for each seed and policy an empty cluster is filled with arrivals that never leave. Seeds run
/// side by side on two threads; the result does not depend on it.
public final class PackingReplay {

    private static final int THREADS = 2;

    private final PackingRequest request;
    private final Cluster cluster;
    private final List<OpenbPod> list;
    private final Mix told;

    private PackingReplay(PackingRequest request) {
        this.request = request;
        this.cluster = new Cluster(Openb.nodes(request.nodes()));
        this.list = Openb.pods(request.pods());
        this.told = ToldMix.of(cluster, list);
    }

    /// Throws a [io.headroom.replay.trace.TraceError] where a file cannot be read.
    public static PackingReport run(PackingRequest request) {
        return new PackingReplay(request).run();
    }

    private record Outcome(List<PackingRun> byPolicy, double hindsightPercent, int arrivals) {}

    private PackingReport run() {
        List<Outcome> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Callable<Outcome>> seeds = new ArrayList<>();
            for (int seed = 0; seed < request.seeds(); seed++) {
                int number = seed;
                seeds.add(() -> seed(number));
            }
            for (Future<Outcome> outcome : threads.invokeAll(seeds)) {
                outcomes.add(outcome.get());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the replay was interrupted", interrupted);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the replay failed", failed.getCause());
        }
        return report(outcomes);
    }

    private Outcome seed(int seed) {
        Arrivals arrivals = Arrivals.of(cluster, list, request.load(), seed);
        List<PackingRun> runs = new ArrayList<>();
        for (Policy policy : request.policies()) {
            runs.add(
                    PackingRun.of(
                            cluster,
                            arrivals,
                            policy.score(cluster, list),
                            policy.placing(cluster, seed),
                            told));
        }
        return new Outcome(
                runs, Hindsight.allocationPercent(cluster, arrivals, told), arrivals.pods().size());
    }

    private PackingReport report(List<Outcome> outcomes) {
        int decisions = outcomes.stream().mapToInt(Outcome::arrivals).sum();
        List<PackingReport.Line> lines = new ArrayList<>();
        for (int i = 0; i < request.policies().size(); i++) {
            int column = i;
            Stream<PackingRun> runs =
                    outcomes.stream().map(outcome -> outcome.byPolicy().get(column));
            lines.add(PackingReport.Line.of(request.policies().get(i), runs.toList(), decisions));
        }
        double hindsight =
                outcomes.stream().mapToDouble(Outcome::hindsightPercent).average().orElse(0);
        return new PackingReport(
                cluster.nodes().size(),
                (int) (cluster.totalMilli() / 1000),
                outcomes.getFirst().arrivals(),
                request.seeds(),
                request.load(),
                PackingReport.rounded(hindsight),
                lines);
    }
}
