package io.headroom.platform.leader;

import io.headroom.platform.bus.Away;

/// This process leads no longer: its transaction changed nothing.
public final class StaleLeader extends RuntimeException implements Away {

    public StaleLeader(Epoch epoch) {
        super("epoch " + epoch.number() + " is over: another process leads");
    }
}
