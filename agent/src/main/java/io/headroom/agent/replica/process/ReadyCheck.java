package io.headroom.agent.replica.process;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.workload.ReadyProbe;

/// Looks whether a replica is ready to serve.
///
/// @param work its working directory
/// @param environment what it was told, for the command that looks beside it
record ReadyCheck(Path work, Map<String, String> environment) {

    private static final int FIRST_GOOD = 200;
    private static final int FIRST_BAD = 400;

    /// Whether it passes now.
    ///
    /// @param port its own; absent for a command
    /// @param session of its processes
    boolean passes(ReadyProbe probe, @Nullable Integer port, long session) {
        List<String> command = probe.command();
        if (command != null) {
            return endsWell(command, probe.answerWithin());
        }
        if (port == null
                || new ListeningSockets().of(port, session) != ListeningSockets.Owner.SESSION) {
            return false;
        }
        String path = probe.path();
        return path == null || answers(port, path, probe.answerWithin());
    }

    private static boolean answers(int port, String path, Duration within) {
        try {
            URI page = URI.create("http://127.0.0.1:" + port + path);
            if (!(page.toURL().openConnection(Proxy.NO_PROXY) instanceof HttpURLConnection http)) {
                return false;
            }
            try {
                int millis = Math.max(1, (int) within.toMillis());
                http.setConnectTimeout(millis);
                http.setReadTimeout(millis);
                http.setInstanceFollowRedirects(false);
                http.setUseCaches(false);
                int status = http.getResponseCode();
                return status >= FIRST_GOOD && status < FIRST_BAD;
            } finally {
                http.disconnect();
            }
        } catch (IOException | IllegalArgumentException _) {
            return false;
        }
    }

    /// One that takes too long is killed with its children.
    private boolean endsWell(List<String> command, Duration within) {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(work.toFile())
                        .redirectErrorStream(true)
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            Process look = builder.start();
            try {
                return look.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)
                        && look.exitValue() == 0;
            } finally {
                look.descendants().forEach(ProcessHandle::destroyForcibly);
                look.destroyForcibly();
            }
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
