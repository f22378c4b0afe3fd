package io.headroom.platform.bus;

import io.headroom.contracts.envelope.EventId;

/// Said inside the process when an event was given up: the inbox notes it, so that nobody takes it for lost.
public record DeadLettered(EventId id, String reason) {}
