package io.headroom.replay.fleet.foresight;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.forecast.SeriesKey;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.engine.scaling.learned.Durations;
import io.headroom.replay.fleet.work.Kind;
import io.headroom.replay.fleet.work.Like;
import io.headroom.replay.fleet.work.Progress;

/// What is wanted at one moment, as it would be if nothing had ever waited. Summed up by what is alike first: a minute of a large fleet
/// looks at every job that lives.
final class WantedNow {

    private static final class Sum {
        private final Like like;
        private final double gpusOfOne;
        private final @Nullable Duration expected;
        private double gpus;
        private int jobs;

        private Sum(Like like, @Nullable Duration expected) {
            this.like = like;
            this.gpusOfOne = like.kind().shape().totalMilliGpu() / 1000.0;
            this.expected = expected;
        }
    }

    /// By the number of what is alike.
    private final List<@Nullable Sum> sums = new ArrayList<>();

    static WantedNow of(Collection<Progress> live, Durations<Kind> durations, Instant now) {
        WantedNow wanted = new WantedNow();
        for (Progress progress : live) {
            Sum sum = wanted.sum(progress.like(), durations);
            sum.jobs++;
            sum.gpus += sum.gpusOfOne * progress.unqueued(sum.expected, now);
        }
        return wanted;
    }

    private Sum sum(Like like, Durations<Kind> durations) {
        while (sums.size() <= like.number()) {
            sums.add(null);
        }
        Sum known = sums.get(like.number());
        if (known == null) {
            known = new Sum(like, durations.expected(like.kind()));
            sums.set(like.number(), known);
        }
        return known;
    }

    /// GPUs by series.
    SortedMap<String, Double> bySeries() {
        TreeMap<String, Double> gpus = new TreeMap<>();
        for (Sum sum : sums) {
            if (sum != null) {
                gpus.merge(sum.like.series(), sum.gpus, Double::sum);
            }
        }
        return gpus;
    }

    /// Which share of what a series wants now each class wants.
    Map<String, SortedMap<WorkloadClass, Double>> classShares() {
        Map<String, SortedMap<WorkloadClass, Double>> shares = new LinkedHashMap<>();
        SortedMap<String, Double> all = bySeries();
        for (Sum sum : sums) {
            double wanted = sum == null ? 0 : all.getOrDefault(sum.like.series(), 0.0);
            if (sum != null && wanted > 0) {
                shares.computeIfAbsent(sum.like.series(), _ -> new TreeMap<>())
                        .merge(sum.like.kind().workloadClass(), sum.gpus / wanted, Double::sum);
            }
        }
        return shares;
    }

    /// What one GPU of a series needs besides, on average of what is wanted now.
    Map<String, Shape> typical() {
        Map<String, double[]> needs = new LinkedHashMap<>();
        for (Sum sum : sums) {
            if (sum != null) {
                Shape shape = sum.like.kind().shape();
                double[] need = needs.computeIfAbsent(sum.like.series(), _ -> new double[3]);
                need[0] += sum.jobs * sum.gpusOfOne;
                need[1] += (double) sum.jobs * shape.cpuMillis();
                need[2] += (double) sum.jobs * shape.memoryMib();
            }
        }
        Map<String, Shape> typical = new LinkedHashMap<>();
        needs.forEach(
                (series, need) ->
                        typical.put(
                                series,
                                new Shape(
                                        SeriesKey.of(series).allowed(),
                                        1,
                                        Shape.WHOLE,
                                        0,
                                        (int) (need[1] / Math.max(0.001, need[0])),
                                        (int) (need[2] / Math.max(0.001, need[0])))));
        return typical;
    }
}
