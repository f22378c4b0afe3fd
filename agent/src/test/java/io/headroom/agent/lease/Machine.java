package io.headroom.agent.lease;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import io.headroom.agent.disk.StateFolder;
import io.headroom.agent.disk.StateFolder.Durability;
import io.headroom.contracts.budget.LeaseNotice;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.contracts.node.NodeId;

/// A machine with both its clocks and its disk in the test's hand.
final class Machine {

    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    final HandUptime uptime = new HandUptime();
    final StateFolder folder;
    Instant wall = NOON;

    Machine() {
        try {
            Path root = Files.createTempDirectory("lease");
            root.toFile().deleteOnExit();
            folder = new StateFolder(root, Durability.BUFFERED, HeadroomJson.tolerant());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Watchdog watchdog() {
        return new Watchdog(folder, LeaseLimits.DEFAULTS, () -> wall, uptime);
    }

    void passes(Duration time) {
        wall = wall.plus(time);
        uptime.advance(time);
    }

    static LeaseNotice lease(long version, Instant from, Duration length) {
        Instant end = from.plus(length);
        return new LeaseNotice(new NodeId(new UUID(0, 1)), version, from, end, end.plusSeconds(60));
    }
}
