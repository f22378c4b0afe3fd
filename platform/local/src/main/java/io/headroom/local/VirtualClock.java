package io.headroom.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.headroom.local.identity.OwnerOnly;

/// The time that all processes of one Headroom share: it may run faster, and it stands still while
/// Headroom is down.
///
/// virtual = `virtualAnchor` + `speed` * (real - `realAnchor`). Anchors are kept in a file that the
/// services read; beside it lies the last instant reached, so that a start after a crash goes on there.
public record VirtualClock(Instant virtualAnchor, Instant realAnchor, int speed) {
    /// At 60 a day passes in 24 minutes; faster than that real delays would distort what is measured.
    public static final int FASTEST = 60;

    private static final ObjectMapper JSON = new ObjectMapper();

    public VirtualClock {
        if (speed < 1 || speed > FASTEST) {
            throw new Refused(
                    "a clock speed of %d is not possible: choose one from 1 to %d"
                            .formatted(speed, FASTEST));
        }
    }

    public Instant at(Instant real) {
        return virtualAnchor.plus(Duration.between(realAnchor, real).multipliedBy(speed));
    }

    /// Goes on where the clock in `file` stood still, or starts at `start`, or at the real time.
    public static VirtualClock resume(
            Path file, Optional<Instant> start, int speed, InstantSource real) {
        var frozen = frozen(file);
        if (frozen.isPresent() && start.isPresent() && start.get().isBefore(frozen.get())) {
            throw new Refused(
                    "the clock of this home stands at %s and cannot go back to %s: leave out --start, or take another --home"
                            .formatted(frozen.get(), start.get()));
        }
        var now = real.instant();
        var clock = new VirtualClock(start.or(() -> frozen).orElse(now), now, speed);
        clock.write(file);
        return clock;
    }

    /// Notes how far the clock has come, so that nothing is lived through twice after a crash.
    public void freeze(Path file, InstantSource real) {
        OwnerOnly.write(lastOf(file), at(real.instant()).toString());
    }

    /// The clock as it is in `file`, where there is one.
    public static Optional<VirtualClock> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonNode tree = JSON.readTree(file.toFile());
            return Optional.of(
                    new VirtualClock(
                            Instant.parse(tree.path("virtualAnchor").asText()),
                            Instant.parse(tree.path("realAnchor").asText()),
                            tree.path("speed").asInt()));
        } catch (IOException | DateTimeParseException e) {
            throw new Refused(file + " is not a clock file: remove it to start a new clock", e);
        }
    }

    private static Optional<Instant> frozen(Path file) {
        var last = lastOf(file);
        if (!Files.exists(last)) {
            return read(file).map(VirtualClock::virtualAnchor);
        }
        try {
            return Optional.of(
                    Instant.parse(Files.readString(last, StandardCharsets.UTF_8).strip()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (DateTimeParseException e) {
            throw new Refused(last + " is not an instant: remove it to start a new clock", e);
        }
    }

    private void write(Path file) {
        var tree = JsonNodeFactory.instance.objectNode();
        tree.put("virtualAnchor", virtualAnchor.toString());
        tree.put("realAnchor", realAnchor.toString());
        tree.put("speed", speed);
        OwnerOnly.write(lastOf(file), virtualAnchor.toString());
        OwnerOnly.write(file, tree.toPrettyString());
    }

    private static Path lastOf(Path file) {
        return file.resolveSibling("clock.last");
    }
}
