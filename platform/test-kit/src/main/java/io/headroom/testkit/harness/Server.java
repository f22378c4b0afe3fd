package io.headroom.testkit.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.headroom.local.process.Launch;
import io.headroom.local.process.LocalProcess;

/// A process whose id is kept in a file, so that it can be killed by whoever has the folder.
record Server(Path pidFile) {

    private static final long KILL_LIMIT_SECONDS = 20;

    void start(Launch launch) {
        LocalProcess process = LocalProcess.start(launch);
        try {
            Files.writeString(pidFile, Long.toString(process.pid()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        long pid = process.pid();
        // The tests' JVM may be ended without a word; its servers are to go with it.
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    var _ =
                                            ProcessHandle.of(pid)
                                                    .map(ProcessHandle::destroyForcibly);
                                }));
    }

    /// kill -9, and waits until it is gone, with its children.
    void kill() {
        if (!Files.exists(pidFile)) {
            return;
        }
        try {
            long pid = Long.parseLong(Files.readString(pidFile).strip());
            Files.delete(pidFile);
            ProcessHandle.of(pid).ifPresent(Server::killAll);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void killAll(ProcessHandle process) {
        process.descendants().toList().forEach(Server::killOne);
        killOne(process);
    }

    private static void killOne(ProcessHandle process) {
        process.destroyForcibly();
        try {
            process.onExit().get(KILL_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("process " + process.pid() + " does not die", e);
        }
    }
}
