package io.headroom.platform.sample;

import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.EventName;

/// A thing was said.
@EventName(context = "placement", name = "thing-said")
public record ThingSaid(String key, long version, Mood mood) implements Event {
    /// How it is taken.
    public enum Mood {
        GOOD_ONE,
        POISON,
        FAILS_ONCE
    }
}
