package io.headroom.engine.placement.preemption;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.fleet.Fleet;
import io.headroom.engine.fleet.Hold;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.fleet.Running;

/// What is lost when a workload stops and starts again: the work at risk and the restart, at what its places cost.
public final class Losses {

    /// What stopping and starting again costs, beside the work lost: without it whoever has just begun would always be the one.
    public static final Duration RESTART = Duration.ofMinutes(5);

    /// What a GPU-hour is taken for where nobody knows its price, in millionths of a dollar.
    static final long USUAL_MICROS_PER_GPU = 1_000_000;

    private final Instant now;
    private final Map<WorkloadId, Integer> milliHeld = new LinkedHashMap<>();

    public Losses(Fleet fleet, Instant now) {
        this.now = now;
        for (Node node : fleet.nodes()) {
            for (Hold hold : node.holds()) {
                milliHeld.merge(hold.workload(), hold.shape().totalMilliGpu(), Integer::sum);
            }
        }
    }

    /// Work, in thousandths of a GPU-hour.
    public long work(Running running) {
        return running.atRisk(now).toSeconds() * milliHeld.getOrDefault(running.id(), 0) / 3600;
    }

    /// In millionths of a dollar.
    public long micros(Running running) {
        return micros(running, running.atRisk(now).plus(RESTART));
    }

    /// What that time costs at its places, in millionths of a dollar.
    public long micros(Running running, Duration time) {
        long perHour =
                running.microsPerHour() > 0
                        ? running.microsPerHour()
                        : USUAL_MICROS_PER_GPU * milliHeld.getOrDefault(running.id(), 0) / 1000;
        return time.toSeconds() * perHour / 3600;
    }
}
