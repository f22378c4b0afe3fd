package io.headroom.platform.bus;

/// An event that no second try will make readable: it becomes a dead letter at once.
public final class UnreadableEvent extends RuntimeException {

    public UnreadableEvent(String message) {
        super(message);
    }

    public UnreadableEvent(String message, Throwable cause) {
        super(message, cause);
    }
}
