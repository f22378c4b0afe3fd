package io.headroom.agent.requests;

import io.headroom.contracts.agent.Uncounted;

/// A counter could not be read.
public final class NotCounted extends Exception {

    private static final long serialVersionUID = 1;

    private final Uncounted why;

    public NotCounted(Uncounted why) {
        super(why.name());
        this.why = why;
    }

    public Uncounted why() {
        return why;
    }
}
