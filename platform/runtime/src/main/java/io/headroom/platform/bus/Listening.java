package io.headroom.platform.bus;

import java.util.List;

import io.headroom.contracts.envelope.EventType;

/// Said inside the process when a channel begins to hear events: from now on its inbox is expected to have them.
public record Listening(List<EventType> events) {}
