package io.headroom.replay.gangs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

import io.headroom.contracts.workload.WorkloadId;

/// One policy over one list of arrivals, second by second where something happens, until all have ended.
///
/// @param waits seconds, by job
/// @param busyMilliSeconds GPU time taken from the first arrival to the last
record GangRun(Map<WorkloadId, Long> waits, double busyMilliSeconds, long lastEnd) {

    private record End(long at, GangJob job) {}

    private static final Comparator<End> BY_TIME =
            Comparator.comparingLong(End::at).thenComparing(end -> end.job().id());

    static GangRun of(List<GangJob> arrivals, GangScheduler scheduler) {
        PriorityQueue<End> ends = new PriorityQueue<>(BY_TIME);
        Map<WorkloadId, Long> waits = new LinkedHashMap<>();
        long window = arrivals.getLast().at();
        double busy = 0;
        int next = 0;
        long now = 0;
        while (next < arrivals.size() || !ends.isEmpty()) {
            now =
                    Math.min(
                            next < arrivals.size() ? arrivals.get(next).at() : Long.MAX_VALUE,
                            ends.isEmpty() ? Long.MAX_VALUE : ends.peek().at());
            while (!ends.isEmpty() && ends.peek().at() == now) {
                scheduler.ends(ends.remove().job());
            }
            while (next < arrivals.size() && arrivals.get(next).at() == now) {
                scheduler.arrives(arrivals.get(next++));
            }
            List<GangJob> started =
                    scheduler.hasWaiting() ? scheduler.start(now) : new ArrayList<>();
            for (GangJob job : started) {
                waits.put(job.id(), now - job.at());
                ends.add(new End(now + job.runs(), job));
                busy +=
                        (double) job.milliGpu()
                                * Math.max(
                                        0,
                                        Math.min(window, now + job.runs()) - Math.min(window, now));
            }
        }
        if (waits.size() < arrivals.size()) {
            throw new IllegalStateException(arrivals.size() - waits.size() + " jobs never started");
        }
        return new GangRun(waits, busy, now);
    }
}
