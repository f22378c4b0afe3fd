package io.headroom.platform.outbox;

/// An event that JetStream has acknowledged, and where it stands.
record Sent(long seq, String context, long streamSeq, Fresh fresh) {

    /// Whether the server stored it now or had it already.
    enum Fresh {
        STORED,
        KNOWN
    }
}
