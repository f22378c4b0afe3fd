package io.headroom.replay.gangs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

import io.headroom.contracts.capacity.Shape;
import io.headroom.replay.trace.OpenbPod;

/// Jobs made from the pods of some days of an openb trace, by a rule with a seed:
/// - a pod counts if it asks for a GPU, fits on an empty node, and both its times are known; it runs from its creation to its deletion;
/// - of the pods that ask for whole GPUs one in ten becomes a gang of it: of 2, 4, 8 or 16 replicas, in the odds 4 to 3 to 2 to 1;
/// - one in five is urgent (priority 10, the others 0);
/// - it is thought to run as long as it does, times a number drawn evenly from 1 to 2.
///
/// Arrivals are then drawn together or apart, until the GPU time that falls between the first arrival and the last, if each job began at
/// once, is so much of the fleet's in that time as the load says. How long jobs run is kept: some run for weeks, and most of their time would
/// fall after the last arrival (counted whole, a load of 1.1 leaves two thirds of the fleet idle).
record GangTrace(List<GangJob> jobs) {

    private static final long DAY = 86_400;
    private static final int[] SIZES = {2, 2, 2, 2, 4, 4, 4, 8, 8, 16};

    /// Enough for a second in a month.
    private static final int HALVINGS = 30;

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
                && FleetShape.template(request).holds(shape(pod))
                && pod.createdAt() >= request.fromDay() * DAY
                && pod.createdAt() < request.toDay() * DAY
                && pod.deletedAt() > pod.createdAt();
    }

    private static Shape shape(OpenbPod pod) {
        return new Shape(List.of(), pod.gpus(), pod.gpuMilli(), 0, pod.cpuMilli(), pod.memoryMib());
    }

    /// The jobs arriving from second 0 on, at the load.
    List<GangJob> atLoad(double load, long fleetMilliGpu) {
        double few = 0;
        double many = 1;
        while (loadIf(many, fleetMilliGpu) > load) {
            many *= 2;
        }
        for (int halving = 0; halving < HALVINGS; halving++) {
            double middle = (few + many) / 2;
            if (loadIf(middle, fleetMilliGpu) > load) {
                few = middle;
            } else {
                many = middle;
            }
        }
        return drawn(many);
    }

    private List<GangJob> drawn(double factor) {
        long first = jobs.getFirst().at();
        return jobs.stream()
                .map(job -> job.arriving(Math.round((job.at() - first) * factor)))
                .toList();
    }

    private double loadIf(double factor, long fleetMilliGpu) {
        List<GangJob> drawn = drawn(factor);
        long end = Math.max(1, drawn.getLast().at());
        double within = 0;
        for (GangJob job : drawn) {
            within += (double) job.milliGpu() * Math.min(job.runs(), end - job.at());
        }
        return within / ((double) fleetMilliGpu * end);
    }
}
