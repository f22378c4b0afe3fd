package io.headroom.local.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Runs a program to its end within a bound, and keeps what it said.
///
/// @param status its exit status, -1 where it could not be run or did not end in time
/// @param output what it wrote, or why it could not be run
public record OneShot(int status, String output) {
    public static OneShot run(List<String> command, Duration limit) {
        return run(command, Map.of(), limit);
    }

    public static OneShot run(
            List<String> command, Map<String, String> environment, Duration limit) {
        Path output = null;
        try {
            // Into a file, not a pipe: a full pipe would block the program, and a grandchild
            // that holds it open would block us.
            output = Files.createTempFile("headroom", ".out");
            var builder = new ProcessBuilder(command);
            builder.environment().putAll(environment);
            var process =
                    builder.redirectInput(Path.of("/dev/null").toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start();
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                return new OneShot(-1, "did not end within " + limit.toSeconds() + " s");
            }
            return new OneShot(
                    process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return new OneShot(-1, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new OneShot(-1, "interrupted");
        } finally {
            if (output != null) {
                discard(output);
            }
        }
    }

    public boolean succeeded() {
        return status == 0;
    }

    /// The last line that says something, for a message of one line.
    public String lastLine() {
        return output.lines()
                .filter(line -> !line.isBlank())
                .reduce((_, b) -> b)
                .orElse("no output");
    }

    private static void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException _) {
            // A file left in the temporary folder harms nobody.
        }
    }
}
