package io.headroom.agent.lease;

import java.time.Duration;
import java.time.Instant;

import io.headroom.contracts.time.VirtualClock;

/// Uptime on the cell's faster clock. Each time that clock is set going anew is a boot of its own: while it was frozen no
/// lease ran, and the machine's uptime did.
public record ScaledUptime(Uptime machine, int speed, String bootId) implements Uptime {

    /// @param boot names this boot of the machine where the kernel's own name would not tell two apart, as for simulated
    ///     machines; else empty
    public static ScaledUptime of(Uptime machine, String boot, VirtualClock clock) {
        Instant era = clock.virtualAt(Instant.EPOCH);
        String name = boot.isEmpty() ? machine.bootId() : boot;
        return new ScaledUptime(
                machine,
                clock.speed(),
                era.equals(Instant.EPOCH)
                        ? name
                        : name + "-" + Long.toUnsignedString(era.toEpochMilli(), 36));
    }

    @Override
    public Duration sinceBoot() {
        return machine.sinceBoot().multipliedBy(speed);
    }
}
