package io.headroom.agent.lease;

import java.time.Duration;

/// An uptime that a test holds in its hand.
public final class HandUptime implements Uptime {

    private String bootId = "boot-1";
    private Duration sinceBoot = Duration.ZERO;

    @Override
    public String bootId() {
        return bootId;
    }

    @Override
    public Duration sinceBoot() {
        return sinceBoot;
    }

    public void advance(Duration by) {
        sinceBoot = sinceBoot.plus(by);
    }

    public void reboot(String newBootId) {
        bootId = newBootId;
        sinceBoot = Duration.ZERO;
    }
}
