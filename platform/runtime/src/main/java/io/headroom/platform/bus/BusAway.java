package io.headroom.platform.bus;

/// The bus does not answer: nothing was said, try again later.
public final class BusAway extends RuntimeException implements Away {

    public BusAway(String message) {
        super(message);
    }

    public BusAway(String message, Throwable cause) {
        super(message, cause);
    }
}
