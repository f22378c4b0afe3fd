package io.headroom.replay.fleet.foresight;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.contracts.forecast.SeriesKey;
import io.headroom.replay.fleet.given.Job;
import io.headroom.replay.fleet.given.Scenario;

/// The demand that a trace will turn out to have, if nothing ever waits: what an oracle knows, and what a fixed fleet is sized for.
public final class Truth {

    /// Demand is looked at so often; the highest of a minute is the minute's.
    private static final int SAMPLE_SECONDS = 10;

    private static final int SAMPLES_A_MINUTE = 60 / SAMPLE_SECONDS;

    private final Instant start;
    private final Map<String, double[]> bySeries = new LinkedHashMap<>();

    private Truth(Instant start) {
        this.start = start;
    }

    static Truth of(Scenario scenario) {
        Truth truth = new Truth(scenario.start());
        int size =
                (int)
                                (Duration.between(scenario.start(), scenario.end()).toSeconds()
                                        / SAMPLE_SECONDS)
                        + 2;
        for (Job job : scenario.jobs()) {
            double gpus = job.spec().replicas() * job.shape().totalMilliGpu() / 1000.0;
            double[] change = truth.bySeries.computeIfAbsent(job.series(), _ -> new double[size]);
            int from = truth.sample(job.at());
            int to = truth.sample(job.at().plus(job.runs()));
            if (from < size && to > from) {
                change[from] += gpus;
                if (to < size) {
                    change[to] -= gpus;
                }
            }
        }
        truth.bySeries.values().forEach(Truth::sumUp);
        return truth;
    }

    /// The first look at or after an instant.
    private int sample(Instant at) {
        long millis = Math.max(0, Duration.between(start, at).toMillis());
        return (int) Math.min(Integer.MAX_VALUE, Math.ceilDiv(millis, SAMPLE_SECONDS * 1000L));
    }

    private static void sumUp(double[] change) {
        for (int i = 1; i < change.length; i++) {
            change[i] += change[i - 1];
        }
    }

    /// The jobs that are there when most is wanted.
    public static List<Job> atPeak(Scenario scenario) {
        Instant peak = of(scenario).peak();
        List<Job> there = new ArrayList<>();
        for (Job job : scenario.jobs()) {
            if (!job.at().isAfter(peak) && job.at().plus(job.runs()).isAfter(peak)) {
                there.add(job);
            }
        }
        return there;
    }

    /// When all series together want most.
    private Instant peak() {
        double highest = -1;
        int at = 0;
        int size = bySeries.values().stream().mapToInt(d -> d.length).max().orElse(0);
        for (int i = 0; i < size; i++) {
            double sum = 0;
            for (double[] demand : bySeries.values()) {
                sum += demand[i];
            }
            if (sum > highest) {
                highest = sum;
                at = i;
            }
        }
        return start.plusSeconds((long) at * SAMPLE_SECONDS);
    }

    /// The demand of the coming minutes: every quantile is the truth.
    List<DemandForecast> forecasts(Instant now, int minutes, long version) {
        List<DemandForecast> forecasts = new ArrayList<>();
        int from = sample(now);
        bySeries.forEach(
                (series, demand) -> {
                    List<Double> path = new ArrayList<>();
                    for (int m = 0; m < minutes; m++) {
                        double highest = 0;
                        for (int i = 0; i < SAMPLES_A_MINUTE; i++) {
                            int at = from + m * SAMPLES_A_MINUTE + i;
                            highest = Math.max(highest, at < demand.length ? demand[at] : 0);
                        }
                        path.add(highest);
                    }
                    TreeMap<String, List<Double>> quantiles = new TreeMap<>();
                    quantiles.put("0.5", Collections.unmodifiableList(path));
                    forecasts.add(
                            new DemandForecast(
                                    SeriesKey.of(series),
                                    version,
                                    now,
                                    Duration.ofMinutes(1),
                                    quantiles,
                                    "the truth",
                                    true,
                                    ""));
                });
        return forecasts;
    }
}
