package io.headroom.cli.up;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.headroom.local.Home;
import io.headroom.local.process.ProcessFacts;

import static org.assertj.core.api.Assertions.assertThat;

class ProcessTableTest {
    @TempDir Path folder;

    @Test
    void what_was_written_is_read_and_knows_the_living_from_the_dead() {
        var home = Home.at(folder);
        var pid = ProcessHandle.current().pid();
        var identity = ProcessFacts.identity(pid).orElseThrow();
        var since = Instant.parse("2026-03-01T12:00:00Z");
        var living = new ProcessTable.Entry("cost", pid, identity, 7074, since, 2);
        var other = new ProcessTable.Entry("nats", pid, identity + "0", 7076, since, 0);
        var table =
                new ProcessTable(
                        ProcessTable.State.READY,
                        "http://127.0.0.1:7070",
                        "token",
                        "2.15.1",
                        "18.6",
                        pid,
                        identity,
                        List.of(living, other));

        table.write(home);

        assertThat(ProcessTable.read(home)).contains(table);
        assertThat(living.alive()).isTrue();
        assertThat(other.alive()).as("the same pid, another process").isFalse();
        ProcessTable.remove(home);
        assertThat(ProcessTable.read(home)).isEmpty();
    }

    @Test
    void two_ups_never_share_a_home() {
        var home = Home.at(folder);

        try (var lock = UpLock.take(home)) {
            assertThat(lock).isNotNull();
            assertThat(UpLock.isHeld(home)).isTrue();
        }

        assertThat(UpLock.isHeld(home)).isFalse();
    }
}
