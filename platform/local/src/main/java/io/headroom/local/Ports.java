package io.headroom.local;

/// The loopback ports of one Headroom, counted from a base that is the port people use.
public record Ports(int base) {
    public static final int DEFAULT_BASE = 7070;

    /// One port for each process, from the base on.
    private static final int COUNT = 8;

    private static final int LOWEST = 1024;
    private static final int HIGHEST = 65_536 - COUNT;

    public Ports {
        if (base < LOWEST || base > HIGHEST) {
            throw new Refused(
                    "port %d cannot be the base: choose one from %d to %d"
                            .formatted(base, LOWEST, HIGHEST));
        }
    }

    public int of(LocalService service) {
        return base + service.portOffset();
    }

    public String url(LocalService service) {
        return "http://127.0.0.1:" + of(service);
    }

    public int nats() {
        return base + 6;
    }

    public int postgres() {
        return base + 7;
    }

    public String natsUrl() {
        return "nats://127.0.0.1:" + nats();
    }
}
