package io.headroom.platform.loop;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.headroom.platform.leader.Leadership;

/// Starts loops and stops them with the process.
@Singleton
public final class Loops {

    private final Leadership leadership;
    private final MeterRegistry meters;
    private final List<WakeableLoop> loops = new CopyOnWriteArrayList<>();

    @Inject
    Loops(Leadership leadership, MeterRegistry meters) {
        this.leadership = leadership;
        this.meters = meters;
    }

    /// Starts a loop that turns when woken while this process leads, and at least so often in real time.
    public WakeableLoop onLeader(String name, Duration atLeastEvery, LoopBody body) {
        return onLeader(name, new WakeableLoop.Pace(atLeastEvery, Duration.ZERO), body);
    }

    /// Starts a loop that nobody waits for: however often it is woken, it turns at most so often in real time.
    public WakeableLoop onLeaderUnhurried(
            String name, Duration atLeastEvery, Duration atMostEvery, LoopBody body) {
        return onLeader(name, new WakeableLoop.Pace(atLeastEvery, atMostEvery), body);
    }

    private WakeableLoop onLeader(String name, WakeableLoop.Pace pace, LoopBody body) {
        WakeableLoop loop =
                new WakeableLoop(
                        name,
                        leadership,
                        body,
                        pace,
                        meters.timer("headroom.loop.turn", "loop", name));
        loops.add(loop);
        loop.start();
        return loop;
    }

    void stop(@Observes ShutdownEvent event) {
        loops.forEach(WakeableLoop::stop);
    }
}
