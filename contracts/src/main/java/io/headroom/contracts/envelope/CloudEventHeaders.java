package io.headroom.contracts.envelope;

/// The names of the headers of a CloudEvent in binary mode, and of those that travel beside them.
public final class CloudEventHeaders {

    public static final String ID = "ce-id";
    public static final String TYPE = "ce-type";
    public static final String SOURCE = "ce-source";
    public static final String SPEC_VERSION = "ce-specversion";

    /// Virtual time: when it happened in the world that the services live in.
    public static final String TIME = "ce-time";

    public static final String SUBJECT = "ce-subject";
    public static final String CONTENT_TYPE = "content-type";
    public static final String TRACEPARENT = "traceparent";

    /// What JetStream drops duplicates by.
    public static final String MESSAGE_ID = "Nats-Msg-Id";

    public static final String SPEC_VERSION_1 = "1.0";
    public static final String JSON = "application/json";

    private CloudEventHeaders() {}
}
