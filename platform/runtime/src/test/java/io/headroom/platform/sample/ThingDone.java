package io.headroom.platform.sample;

import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.EventName;

/// A thing was done.
@EventName(context = "placement", name = "thing-done")
public record ThingDone(String key, long version) implements Event {}
