package io.headroom.provisioning.node;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/// When a node reached the stages of its coming to life; what lead times are learned from.
public record Stages(
        Instant requested,
        @Nullable Instant granted,
        @Nullable Instant accepted,
        @Nullable Instant joined,
        @Nullable Instant ready) {

    public static Stages begun(Instant at) {
        return new Stages(at, null, null, null, null);
    }

    Stages granted(Instant at) {
        return new Stages(requested, at, accepted, joined, ready);
    }

    Stages accepted(Instant at) {
        return new Stages(requested, granted, at, joined, ready);
    }

    public Stages joined(Instant at) {
        return new Stages(requested, granted, accepted, at, ready);
    }

    Stages ready(Instant at) {
        return new Stages(requested, granted, accepted, joined, at);
    }
}
