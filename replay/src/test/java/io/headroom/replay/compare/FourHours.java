package io.headroom.replay.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.replay.trace.FleetTraceFormat;

/// A trace that is made up, and its last hour under some policies.
final class FourHours {

    private FourHours() {}

    /// @param warmMax the most stopped nodes of a pool; absent: as many as may run
    static FleetRequest last(Path folder, List<String> policies, @Nullable Integer warmMax)
            throws IOException {
        return last(folder, policies, Duration.ZERO, warmMax);
    }

    static FleetRequest last(
            Path folder, List<String> policies, Duration settle, @Nullable Integer warmMax)
            throws IOException {
        return request(folder, policies, settle, warmMax, null);
    }

    /// No node is kept stopped.
    static FleetRequest checkpointing(Path folder, List<String> policies, Duration every)
            throws IOException {
        return request(folder, policies, Duration.ZERO, 0, every);
    }

    private static FleetRequest request(
            Path folder,
            List<String> policies,
            Duration settle,
            @Nullable Integer warmMax,
            @Nullable Duration checkpointsEvery)
            throws IOException {
        return new FleetRequest(
                trace(folder),
                FleetTraceFormat.HEADROOM_CSV,
                policies,
                20,
                Duration.ofHours(1),
                settle,
                null,
                warmMax,
                Money.of("1000000"),
                Duration.ofMinutes(2),
                Duration.ofMinutes(6),
                Duration.ofSeconds(40),
                Duration.ofMinutes(2),
                0.02,
                List.of(),
                List.of(),
                checkpointsEvery,
                1,
                1);
    }

    /// Four hours, a workload a minute, longer ones in the middle.
    static Path trace(Path folder) throws IOException {
        StringBuilder csv = new StringBuilder("submitted_at,gpus,duration_seconds,class\n");
        for (int minute = 0; minute < 240; minute++) {
            int seconds = 120 + 10 * Math.min(minute, 240 - minute);
            csv.append(Instant.parse("2026-01-05T06:00:00Z").plusSeconds(60L * minute))
                    .append(",1,")
                    .append(seconds)
                    .append(",batch-inference\n");
        }
        Path file = folder.resolve("trace.csv");
        Files.writeString(file, csv);
        return file;
    }
}
