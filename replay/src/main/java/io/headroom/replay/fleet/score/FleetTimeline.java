package io.headroom.replay.fleet.score;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.headroom.replay.fleet.given.Scenario;

/// What a plot of a replay needs: a few hundred points, whatever its length.
public final class FleetTimeline {

    /// One moment.
    ///
    /// @param wanted GPUs that arrivals ask for, backlog not counted
    /// @param up GPUs of nodes that are ready; @param coming of nodes on their way
    /// @param stopped of nodes that may be woken
    /// @param waiting replicas that wait
    public record Point(Instant at, double wanted, int up, int coming, int stopped, int waiting) {}

    /// GPUs of a fleet, by what their nodes are doing.
    public record Gpus(int up, int coming, int stopped) {}

    private static final int MOST = 600;

    private final List<Point> points = new ArrayList<>();
    private final Duration every;
    private Instant next = Instant.MIN;

    public FleetTimeline(Scenario scenario) {
        Duration whole = Duration.between(scenario.start(), scenario.end());
        every = Duration.ofSeconds(Math.max(60, whole.toSeconds() / MOST));
    }

    /// One more moment, if it is time for one.
    public void add(Instant now, double wanted, Gpus gpus, int waiting) {
        if (now.isBefore(next)) {
            return;
        }
        next = now.plus(every);
        points.add(new Point(now, wanted, gpus.up(), gpus.coming(), gpus.stopped(), waiting));
    }

    List<Point> points() {
        return List.copyOf(points);
    }
}
