package io.headroom.contracts.time;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/// The time that the domain lives in: an anchor in virtual time, one in real time, and a speed.
///
/// A clock of speed 1 whose anchors are equal is the real clock. The file is read once: whoever changes the speed restarts
/// the processes, so that no two of them disagree for a moment.
public final class VirtualClock implements InstantSource {

    /// Above this, one real second of delay is more than a virtual minute, and leases would end by mere scheduling noise.
    public static final int MAX_SPEED = 60;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Instant virtualAnchor;
    private final Instant realAnchor;
    private final int speed;
    private final InstantSource real;

    private VirtualClock(Instant virtualAnchor, Instant realAnchor, int speed, InstantSource real) {
        if (speed < 1 || speed > MAX_SPEED) {
            throw new IllegalArgumentException(
                    "the clock's speed must be from 1 to %d, not %d".formatted(MAX_SPEED, speed));
        }
        this.virtualAnchor = virtualAnchor;
        this.realAnchor = realAnchor;
        this.speed = speed;
        this.real = real;
    }

    /// The system's own time, unchanged.
    public static VirtualClock real() {
        return new VirtualClock(Instant.EPOCH, Instant.EPOCH, 1, InstantSource.system());
    }

    /// A clock from its parts, on a source of real time that a test can hold in its hand.
    public static VirtualClock of(
            Instant virtualAnchor, Instant realAnchor, int speed, InstantSource real) {
        return new VirtualClock(virtualAnchor, realAnchor, speed, real);
    }

    /// Reads `{"virtualAnchor":ISO,"realAnchor":ISO,"speed":N}`.
    public static VirtualClock read(Path file) {
        try {
            JsonNode json = JSON.readTree(Files.readString(file));
            return new VirtualClock(
                    Instant.parse(json.required("virtualAnchor").asText()),
                    Instant.parse(json.required("realAnchor").asText()),
                    json.required("speed").asInt(),
                    InstantSource.system());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the clock file " + file, e);
        }
    }

    @Override
    public Instant instant() {
        return virtualAt(real.instant());
    }

    /// The virtual instant that belongs to a real one.
    public Instant virtualAt(Instant realInstant) {
        return virtualAnchor.plus(Duration.between(realAnchor, realInstant).multipliedBy(speed));
    }

    /// The real instant at which a virtual one is reached.
    public Instant realAt(Instant virtualInstant) {
        return realAnchor.plus(toReal(Duration.between(virtualAnchor, virtualInstant)));
    }

    /// How long a virtual duration takes in real time.
    public Duration toReal(Duration virtual) {
        return virtual.dividedBy(speed);
    }

    /// The longer of a virtual duration and a real floor, in virtual time: deadlines are stretched so that real machinery
    /// (a restart, a reconnect) still fits into them.
    public Duration atLeastReal(Duration virtual, Duration realFloor) {
        Duration floor = realFloor.multipliedBy(speed);
        return virtual.compareTo(floor) < 0 ? floor : virtual;
    }

    /// Real time, for what is not the domain's: request signatures, measured latencies.
    public InstantSource realTime() {
        return real;
    }

    public int speed() {
        return speed;
    }
}
