package io.headroom.replay.gangs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

import io.headroom.contracts.capacity.Shape;
import io.headroom.replay.trace.OpenbPod;

/// Jobs made from the pods of some days of an openb trace, by a rule with a seed:
/// - a pod counts if it asks for a GPU and both its times are known; it runs from its creation to its deletion;
/// - of the pods that ask for whole GPUs one in ten becomes a gang of it: of 2, 4, 8 or 16 replicas, in the odds 4 to 3 to 2 to 1;
/// - one in five is urgent (priority 10, the others 0);
/// - it is thought to run as long as it does, times a number drawn evenly from 1 to 2.
///
/// Arrivals are then drawn together or apart so that all jobs together ask for so much of the fleet's GPU time as the load says, from the
/// first arrival to the last. How long jobs run is kept.
record GangTrace(List<GangJob> jobs) {

    private static final long DAY = 86_400;
    private static final int[] SIZES = {2, 2, 2, 2, 4, 4, 4, 8, 8, 16};
    private static final int GANGS = 10;
    private static final int URGENT = 5;
    private static final int URGENT_PRIORITY = 10;

    static GangTrace of(List<OpenbPod> pods, GangRequest request) {
        Random random = new Random(request.seed());
        List<GangJob> jobs = new ArrayList<>();
        List<OpenbPod> inOrder =
                pods.stream()
                        .filter(pod -> counts(pod, request))
                        .sorted(
                                Comparator.comparingLong(OpenbPod::createdAt)
                                        .thenComparing(OpenbPod::name))
                        .toList();
        for (OpenbPod pod : inOrder) {
            boolean gang = random.nextInt(GANGS) == 0 && pod.gpuMilli() == Shape.WHOLE;
            int replicas = gang ? SIZES[random.nextInt(SIZES.length)] : 1;
            int priority = random.nextInt(URGENT) == 0 ? URGENT_PRIORITY : 0;
            long runs = pod.deletedAt() - pod.createdAt();
            long expected = (long) (runs * (1 + random.nextDouble()));
            jobs.add(
                    new GangJob(
                            GangJob.idOf(pod.name()),
                            shape(pod),
                            replicas,
                            priority,
                            pod.createdAt(),
                            runs,
                            expected));
        }
        if (jobs.isEmpty()) {
            throw new IllegalArgumentException(
                    "no pod with a GPU and both times was created on days "
                            + request.fromDay()
                            + " to "
                            + request.toDay());
        }
        return new GangTrace(jobs);
    }

    private static boolean counts(OpenbPod pod, GangRequest request) {
        return pod.gpus() > 0
                && pod.gpus() <= request.gpusPerNode()
                && pod.createdAt() >= request.fromDay() * DAY
                && pod.createdAt() < request.toDay() * DAY
                && pod.deletedAt() > pod.createdAt();
    }

    private static Shape shape(OpenbPod pod) {
        return new Shape(List.of(), pod.gpus(), pod.gpuMilli(), 0, pod.cpuMilli(), pod.memoryMib());
    }

    /// All that the jobs take, in thousandths of GPU-seconds.
    double work() {
        return jobs.stream().mapToDouble(job -> (double) job.milliGpu() * job.runs()).sum();
    }

    /// The jobs arriving from second 0 on, at the load.
    List<GangJob> atLoad(double load, long fleetMilliGpu) {
        long first = jobs.getFirst().at();
        long span = Math.max(1, jobs.getLast().at() - first);
        double factor = work() / (fleetMilliGpu * load) / span;
        return jobs.stream()
                .map(job -> job.arriving(Math.round((job.at() - first) * factor)))
                .toList();
    }
}
