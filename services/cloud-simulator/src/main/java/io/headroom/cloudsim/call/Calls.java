package io.headroom.cloudsim.call;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import jakarta.inject.Singleton;

import io.headroom.cloudsim.SimulatorConfig;
import io.headroom.cloudsim.market.Provider;
import io.headroom.contracts.time.VirtualClock;

/// The newest calls, as many as are kept.
@Singleton
public class Calls {

    private final Deque<Call> calls = new ArrayDeque<>();
    private final VirtualClock clock;
    private final int kept;
    private long number;

    public Calls(VirtualClock clock, SimulatorConfig config) {
        this.clock = clock;
        this.kept = config.callsKept();
    }

    public synchronized void record(
            Instant arrived,
            Provider provider,
            String action,
            String outcome,
            List<String> subjects) {
        Duration took = Duration.between(arrived, clock.realTime().instant());
        calls.addLast(
                new Call(
                        ++number,
                        arrived,
                        clock.virtualAt(arrived),
                        took.toNanos() / 1e6,
                        provider,
                        action,
                        outcome,
                        subjects));
        if (calls.size() > kept) {
            calls.removeFirst();
        }
    }

    public synchronized List<Call> after(long number) {
        return calls.stream().filter(call -> call.number() > number).toList();
    }
}
