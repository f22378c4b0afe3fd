package io.headroom.cli.play;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import io.headroom.contracts.workload.GpuRequest;
import io.headroom.contracts.workload.RunSpec;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.contracts.workload.WorkloadSpec;
import io.headroom.local.Refused;
import io.headroom.replay.fleet.given.Job;
import io.headroom.replay.trace.Openb;
import io.headroom.replay.trace.OpenbPod;

/// The last day of a trace that has enough arrivals, as workloads, and the days before it as history. Arrivals are compressed, durations
/// are kept; what runs longer than a demo can wait for is left out, and counted.
///
/// @param jobs in order of arrival, from the given start on
/// @param history demand by the minute before the start, oldest first
public record Slice(List<Job> jobs, List<Minute> history, long day, int leftOut, Cut cut) {

    /// The GPUs wanted in a minute before the start.
    public record Minute(Instant at, double gpus) {}

    /// How a day of the trace becomes something to wait for.
    ///
    /// @param factor how many times faster than in the trace workloads arrive
    /// @param longest as long as the last arrivals are given: what runs longer would only be counted as waiting
    public record Cut(int factor, Duration longest) {

        /// A day in 36 minutes, and a quarter of an hour for the last of it: minutes of real time at the demo's speed.
        public static final Cut DEMO = new Cut(40, Duration.ofMinutes(15));

        public Cut {
            if (factor < 1 || !longest.isPositive()) {
                throw new Refused("a slice needs a factor of 1 or more and time to run");
            }
        }

        public Duration arrivesWithin() {
            return Duration.ofSeconds(DAY / factor);
        }
    }

    public static final String SERIES = "default/any";
    private static final long DAY = Duration.ofDays(1).toSeconds();

    private static final int FEWEST = 50;
    private static final int HISTORY_DAYS = 6;

    public static Slice of(Path trace, Instant start, Cut cut) {
        List<OpenbPod> pods =
                Openb.pods(trace).stream()
                        .filter(p -> p.gpus() > 0 && p.createdAt() >= 0)
                        .filter(p -> p.deletedAt() > p.createdAt())
                        .sorted(
                                Comparator.comparingLong(OpenbPod::createdAt)
                                        .thenComparing(OpenbPod::name))
                        .toList();
        long day = lastFullDay(pods, trace);
        List<OpenbPod> ofDay = pods.stream().filter(p -> p.createdAt() / DAY == day).toList();
        List<OpenbPod> shortOnes = ofDay.stream().filter(p -> endsInTime(p, cut)).toList();
        List<Job> jobs = shortOnes.stream().map(p -> job(p, day, start, cut.factor())).toList();
        return new Slice(
                jobs, history(pods, day, start, cut), day, ofDay.size() - shortOnes.size(), cut);
    }

    private static long lastFullDay(List<OpenbPod> pods, Path trace) {
        long last = pods.isEmpty() ? -1 : pods.getLast().createdAt() / DAY;
        for (long day = last; day >= 0; day--) {
            long looked = day;
            if (pods.stream().filter(p -> p.createdAt() / DAY == looked).count() >= FEWEST) {
                return day;
            }
        }
        throw new Refused(
                trace
                        + " has no day with at least "
                        + FEWEST
                        + " GPU pods that end: nothing to play");
    }

    private static boolean endsInTime(OpenbPod pod, Cut cut) {
        return pod.deletedAt() - pod.createdAt() <= cut.longest().toSeconds();
    }

    private static Job job(OpenbPod pod, long day, Instant start, int factor) {
        long runs = Math.max(1, pod.deletedAt() - pod.createdAt());
        boolean share = pod.gpus() == 1 && pod.gpuMilli() < 1000;
        WorkloadSpec spec =
                new WorkloadSpec(
                        pod.name().toLowerCase(Locale.ROOT),
                        "default",
                        null,
                        workloadClass(pod),
                        1,
                        false,
                        new GpuRequest(
                                pod.gpus(), pod.models(), share ? pod.gpuMilli() : null, null),
                        pod.cpuMilli(),
                        pod.memoryMib(),
                        null,
                        0,
                        Duration.ofSeconds(runs),
                        null,
                        null,
                        new RunSpec(
                                null,
                                List.of("sleep", Long.toString(runs)),
                                null,
                                null,
                                null,
                                null));
        Instant at = start.plusMillis((pod.createdAt() - day * DAY) * 1000 / factor);
        return new Job(id(pod), at, spec, Duration.ofSeconds(runs));
    }

    /// The trace does not say what its pods are for; shares serve, one GPU infers, several train.
    private static WorkloadClass workloadClass(OpenbPod pod) {
        if (pod.gpus() > 1) {
            return WorkloadClass.TRAINING;
        }
        return pod.gpuMilli() < 1000
                ? WorkloadClass.ONLINE_INFERENCE
                : WorkloadClass.BATCH_INFERENCE;
    }

    private static WorkloadId id(OpenbPod pod) {
        return new WorkloadId(UUID.nameUUIDFromBytes(pod.name().getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Minute> history(List<OpenbPod> pods, long day, Instant start, Cut cut) {
        int factor = cut.factor();
        long begin = (day - HISTORY_DAYS) * DAY;
        int minutes = (int) (HISTORY_DAYS * DAY / factor / 60);
        double[] gpus = new double[minutes];
        for (OpenbPod pod : pods) {
            if (pod.createdAt() >= begin && pod.createdAt() < day * DAY && endsInTime(pod, cut)) {
                long from = (pod.createdAt() - begin) / factor;
                long to = from + pod.deletedAt() - pod.createdAt();
                for (long m = from / 60; m <= to / 60 && m < minutes; m++) {
                    gpus[(int) m] += pod.totalMilli() / 1000.0;
                }
            }
        }
        List<Minute> history = new ArrayList<>();
        for (int m = 0; m < minutes; m++) {
            history.add(new Minute(start.minusSeconds(60L * (minutes - m)), gpus[m]));
        }
        return history;
    }

    /// As `POST /series/import` takes it.
    public String historyCsv() {
        StringBuilder csv = new StringBuilder("series,at,gpus\n");
        for (Minute minute : history) {
            csv.append(SERIES)
                    .append(',')
                    .append(minute.at())
                    .append(',')
                    .append(minute.gpus())
                    .append('\n');
        }
        return csv.toString();
    }
}
