package io.headroom.cli.up;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.headroom.local.Home;
import io.headroom.local.process.Launch;
import io.headroom.local.process.Leftovers;

import static org.assertj.core.api.Assertions.assertThat;

/// With real processes.
class SupervisorTest {
    @TempDir Path folder;

    @Test
    void one_that_was_killed_runs_again_and_a_stop_leaves_none_behind() throws Exception {
        var home = Home.at(folder);
        var starts = new LinkedBlockingQueue<String>();
        var supervisor =
                new Supervisor(home, Clock.systemUTC(), () -> starts.add("started"), _ -> {});
        supervisor.start(sleeper(), 1);
        assertThat(starts.poll(10, TimeUnit.SECONDS)).isNotNull();
        var first = supervisor.entries().getFirst();

        ProcessHandle.of(first.pid()).orElseThrow().destroyForcibly();

        assertThat(starts.poll(20, TimeUnit.SECONDS)).isNotNull();
        var second = supervisor.entries().getFirst();
        assertThat(second.restarts()).isEqualTo(1);
        assertThat(second.alive()).isTrue();
        assertThat(first.alive()).isFalse();
        assertThat(Leftovers.of(home)).containsExactly(second.pid());

        supervisor.ceaseRestarts();
        supervisor.stop(List.of("sleeper"), Duration.ofSeconds(10));

        assertThat(second.alive()).isFalse();
        assertThat(Leftovers.of(home)).isEmpty();
    }

    private Launch sleeper() {
        return new Launch(
                "sleeper",
                List.of("sleep", "600"),
                folder,
                Map.of(),
                folder.resolve("sleeper.log"),
                Launch.Ending.TERM);
    }
}
