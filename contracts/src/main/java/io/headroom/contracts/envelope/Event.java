package io.headroom.contracts.envelope;

/// A fact that one service tells the others; a record annotated with [EventName] that carries the whole state of its
/// aggregate.
public interface Event {

    /// What the event is about, the last token of its subject.
    String key();

    /// The aggregate's version: a consumer drops what is older than it has.
    long version();
}
