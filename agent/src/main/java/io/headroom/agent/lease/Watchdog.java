package io.headroom.agent.lease;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import org.jspecify.annotations.Nullable;

import io.headroom.agent.disk.StateFolder;
import io.headroom.contracts.budget.LeaseNotice;

/// Knows the node's lease and says when it is about to end; it needs nobody else for that.
public final class Watchdog {

    private static final String FILE = "lease.json";
    private static final String BOOT_FILE = "boot.json";

    private final StateFolder folder;
    private final LeaseLimits limits;
    private final InstantSource clock;
    private final Uptime uptime;
    private final Duration firstStart;
    private @Nullable LeaseTerm term;

    public Watchdog(StateFolder folder, LeaseLimits limits, InstantSource clock, Uptime uptime) {
        this.folder = folder;
        this.limits = limits;
        this.clock = clock;
        this.uptime = uptime;
        this.firstStart = firstStart(folder, uptime);
        this.term = folder.read(FILE, LeaseTerm.class).orElse(null);
    }

    /// Takes a lease in; one delivered again, or an older one, changes nothing.
    public synchronized void accept(LeaseNotice notice) {
        LeaseTerm known = term;
        if (known != null && notice.version() <= known.version()) {
            return;
        }
        LeaseTerm received = LeaseTerm.received(notice, uptime);
        folder.write(FILE, received);
        term = received;
    }

    public synchronized LeasePhase phase() {
        LeaseTerm known = term;
        Duration left = left(known);
        if (!left.isPositive()) {
            return LeasePhase.OVER;
        }
        // A machine that still waits for its lease has nothing to drain for: the wait may end well
        // at any moment.
        boolean draining =
                known != null
                        && governs(known)
                        && left.compareTo(limits.drainMargin(known.length())) <= 0;
        return draining ? LeasePhase.DRAINING : LeasePhase.HOLDING;
    }

    /// When the machine will be powered off by the wall clock, if nothing is renewed and nobody turns that clock.
    public synchronized Instant end() {
        return clock.instant().plus(left(term));
    }

    public synchronized long version() {
        LeaseTerm known = term;
        return known == null ? 0 : known.version();
    }

    /// Keeps how much of the lease is used up, so that a reboot does not give it back.
    public synchronized void checkpoint() {
        LeaseTerm known = term;
        if (known != null && known.isOf(uptime)) {
            LeaseTerm carried = known.carriedTo(uptime, firstStart);
            folder.write(FILE, carried);
            term = carried;
        }
    }

    private Duration left(@Nullable LeaseTerm known) {
        return known != null && governs(known) ? remaining(known) : unleased();
    }

    /// A stopped machine that was woken still has its last lease on disk, and the new one is on its way: what is left of
    /// the old one counts only while it is more than the wait for the new one.
    private boolean governs(LeaseTerm known) {
        return known.isOf(uptime) || remaining(known).compareTo(unleased()) > 0;
    }

    private Duration remaining(LeaseTerm known) {
        return known.remaining(clock.instant(), uptime, firstStart);
    }

    private Duration unleased() {
        return limits.withoutLease().minus(uptime.sinceBoot().minus(firstStart));
    }

    private static Duration firstStart(StateFolder folder, Uptime uptime) {
        return folder.read(BOOT_FILE, FirstStart.class)
                .filter(first -> first.bootId().equals(uptime.bootId()))
                .map(FirstStart::at)
                .orElseGet(
                        () -> {
                            var first = new FirstStart(uptime.bootId(), uptime.sinceBoot());
                            folder.write(BOOT_FILE, first);
                            return first.at();
                        });
    }

    /// When the agent first ran in a boot: a restart of the agent does not lengthen the wait for a lease.
    record FirstStart(String bootId, Duration at) {}
}
