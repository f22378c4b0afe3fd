package io.headroom.agent;

import java.time.Duration;
import java.time.Instant;

import io.headroom.agent.lease.LeaseLimits;
import io.headroom.contracts.time.VirtualClock;

/// The agent's intervals in real time. Virtual ones are stretched to a real floor, so that on a fast clock real machinery (a
/// restart, a reconnect) still fits into them.
///
/// @param notice between two looks whether the machine is taken back
/// @param grace between asking a replica to end and ending it
/// @param lease in virtual time, as the watchdog counts
record Cadence(
        Duration heartbeat,
        Duration telemetry,
        Duration notice,
        Duration grace,
        LeaseLimits lease) {

    /// Lease ends are kept to this: at speed 60 half a virtual minute.
    static final Duration WATCH_EVERY = Duration.ofMillis(500);

    /// How long a lost report stays lost.
    static final Duration TELL_AGAIN_EVERY = Duration.ofSeconds(5);

    /// How long a lost update of desired state or lease stays lost.
    static final Duration FETCH_EVERY = Duration.ofSeconds(30);

    /// As often as EC2 advises; Compute Engine leaves 30 s.
    private static final Duration NOTICE_EVERY = Duration.ofSeconds(5);

    private static final Duration NOTICE_FLOOR = Duration.ofSeconds(1);
    private static final Duration HEARTBEAT_FLOOR = Duration.ofSeconds(1);
    private static final Duration TELEMETRY_FLOOR = Duration.ofSeconds(5);
    private static final Duration GRACE_FLOOR = Duration.ofSeconds(1);

    /// As long as the shortest notice of a spot machine.
    private static final Duration DRAIN_FLOOR = Duration.ofSeconds(3);

    /// As long as the shortest lease.
    private static final Duration WITHOUT_LEASE_FLOOR = Duration.ofSeconds(30);

    static Cadence of(AgentSettings settings, VirtualClock clock) {
        LeaseLimits lease = settings.lease();
        return new Cadence(
                real(clock, settings.heartbeatEvery(), HEARTBEAT_FLOOR),
                real(clock, settings.telemetryEvery(), TELEMETRY_FLOOR),
                real(clock, NOTICE_EVERY, NOTICE_FLOOR),
                real(clock, settings.stopGrace(), GRACE_FLOOR),
                new LeaseLimits(
                        clock.atLeastReal(lease.drainMargin(), DRAIN_FLOOR),
                        withoutLease(settings, clock)));
    }

    /// What it was told at its launch of the money that paid for it is better known than what is usual.
    private static Duration withoutLease(AgentSettings settings, VirtualClock clock) {
        Duration usual = clock.atLeastReal(settings.lease().withoutLease(), WITHOUT_LEASE_FLOOR);
        Instant powerOffBy = settings.node().powerOffBy();
        if (powerOffBy == null) {
            return usual;
        }
        Duration left = Duration.between(clock.instant(), powerOffBy);
        // A machine that was long in coming, or was woken, has heard of that money too late:
        // another lease is on its way.
        Duration told =
                left.isPositive()
                        ? clock.atLeastReal(left, DRAIN_FLOOR)
                        : clock.atLeastReal(Duration.ZERO, WITHOUT_LEASE_FLOOR);
        return told.compareTo(usual) < 0 ? told : usual;
    }

    private static Duration real(VirtualClock clock, Duration virtual, Duration floor) {
        return clock.toReal(clock.atLeastReal(virtual, floor));
    }
}
