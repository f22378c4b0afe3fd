package io.headroom.replay.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What a plot of a replay needs: a few hundred points, whatever its length.
public final class FleetTimeline {

    /// One moment.
    ///
    /// @param wanted GPUs that arrivals ask for, backlog not counted
    /// @param up GPUs of nodes that are ready; @param coming of nodes on their way
    /// @param stopped of nodes that may be woken
    /// @param waiting replicas that wait
    public record Point(Instant at, double wanted, int up, int coming, int stopped, int waiting) {}

    private static final int MOST = 600;

    private final List<Point> points = new ArrayList<>();
    private final Duration every;
    private Instant next = Instant.MIN;

    FleetTimeline(Scenario scenario) {
        Duration whole = Duration.between(scenario.start(), scenario.end());
        every = Duration.ofSeconds(Math.max(60, whole.toSeconds() / MOST));
    }

    void add(Instant now, double wanted, SimFleet fleet, int waiting) {
        if (now.isBefore(next)) {
            return;
        }
        next = now.plus(every);
        int up = 0;
        int coming = 0;
        int stopped = 0;
        for (SimNode node : fleet.nodes()) {
            up += node.isReady() ? node.node.gpus() : 0;
            coming += node.isComing() ? node.node.gpus() : 0;
            stopped += node.isStopped() ? node.node.gpus() : 0;
        }
        points.add(new Point(now, wanted, up, coming, stopped, waiting));
    }

    List<Point> points() {
        return List.copyOf(points);
    }
}
