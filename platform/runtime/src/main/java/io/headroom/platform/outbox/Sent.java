package io.headroom.platform.outbox;

import java.util.UUID;

/// An event that JetStream has acknowledged, and where it stands.
record Sent(UUID id, String context, long streamSeq, Fresh fresh) {

    /// Whether the server stored it now or had it already.
    enum Fresh {
        STORED,
        KNOWN
    }
}
