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
        WakeableLoop loop =
                new WakeableLoop(
                        name,
                        leadership,
                        body,
                        atLeastEvery,
                        meters.timer("headroom.loop.turn", "loop", name));
        loops.add(loop);
        loop.start();
        return loop;
    }

    void stop(@Observes ShutdownEvent event) {
        loops.forEach(WakeableLoop::stop);
    }
}
