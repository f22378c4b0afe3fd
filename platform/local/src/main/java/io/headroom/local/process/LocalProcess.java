package io.headroom.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.headroom.local.Refused;

/// A process that was started here, in a session of its own, so that Ctrl-C reaches only its supervisor.
public final class LocalProcess {
    /// A log larger than this is put aside at the next start; one older log is kept.
    private static final long LARGEST_LOG = 16L << 20;

    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private final Launch launch;
    private final Process process;

    private LocalProcess(Launch launch, Process process) {
        this.launch = launch;
        this.process = process;
    }

    public static LocalProcess start(Launch launch) {
        var command = new ArrayList<String>();
        if (Files.isExecutable(SETSID)) {
            command.add(SETSID.toString());
        }
        command.addAll(launch.command());
        var builder = new ProcessBuilder(command).directory(launch.folder().toFile());
        // Services read settings from the environment, too; those that were meant for the command
        // line,
        // a token among them, are not theirs.
        builder.environment().keySet().removeIf(name -> name.startsWith("HEADROOM_"));
        builder.environment().putAll(launch.environment());
        builder.redirectInput(Path.of("/dev/null").toFile()).redirectErrorStream(true);
        try {
            putAsideLarge(launch.log());
            builder.redirectOutput(ProcessBuilder.Redirect.appendTo(launch.log().toFile()));
            return new LocalProcess(launch, builder.start());
        } catch (IOException e) {
            throw new Refused(
                    "%s cannot be started (%s): see that %s is there and may be run"
                            .formatted(launch.name(), e.getMessage(), launch.command().getFirst()),
                    e);
        }
    }

    public Launch launch() {
        return launch;
    }

    public long pid() {
        return process.pid();
    }

    public boolean alive() {
        return process.isAlive();
    }

    /// Waits until it ends; the exit status.
    public int waitFor() throws InterruptedException {
        return process.waitFor();
    }

    public boolean waitFor(Duration limit) throws InterruptedException {
        return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Asks it to end in order.
    public void ask() {
        Signal.send(process.toHandle(), launch.ending());
    }

    /// Ends it without asking.
    public void kill() {
        process.destroyForcibly();
    }

    /// Asks it to end, and ends it by force when the limit has passed.
    public void stop(Duration limit) throws InterruptedException {
        ask();
        if (!waitFor(limit)) {
            kill();
            process.waitFor(5, TimeUnit.SECONDS);
        }
    }

    /// The last lines of its log, for a message about why it ended.
    public List<String> lastLines(int count) {
        return LogTail.last(launch.log(), count);
    }

    private static void putAsideLarge(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > LARGEST_LOG) {
            Files.move(
                    log,
                    log.resolveSibling(log.getFileName() + ".1"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
