package io.headroom.contracts.workload;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.check.Checks;

/// How the agent of its node finds out that a replica is ready to serve, its model loaded: an answer over HTTP, a port that is listened on, or a command that
/// ends well. One of `port` and `command`. How long that takes is learned; nothing waits for it.
///
/// @param port of replica 0, 1 to 65535, asked on the loopback interface; it counts only where a process of the replica listens on it
/// @param path asked for by HTTP on that port: a status of 200 to 399 is ready. Absent: to listen is
/// @param command run beside the replica in its surroundings, 1 to 256 words: exit code 0 is ready
/// @param portStep how much higher the port of each next replica is, 0 to 1000; 0 if absent
/// @param every virtual time between two looks, at most an hour, and never less than 100 ms of real time; a second if absent
/// @param within real time that a look may take, at most a minute; a second if absent
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReadyProbe(
        @Nullable Integer port,
        @Nullable String path,
        @Nullable List<String> command,
        @Nullable Integer portStep,
        @Nullable Duration every,
        @Nullable Duration within) {

    /// As Kubernetes allows an answer by default; it looks every ten seconds, which would blur a load of half a minute by a sixth of it.
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static final int HIGHEST_PORT = 65_535;
    private static final int LARGEST_STEP = 1_000;
    private static final int MOST_WORDS = 256;
    private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9._~/=&?%-]{0,254}");

    public ReadyProbe {
        command = command == null ? null : List.copyOf(command);
        new Checks()
                .that(
                        (port == null) != (command == null),
                        "port",
                        "is required, or a command instead of it")
                .that(
                        port == null || (port >= 1 && port <= HIGHEST_PORT),
                        "port",
                        "must be from 1 to " + HIGHEST_PORT)
                .that(
                        path == null || (port != null && PATH.matcher(path).matches()),
                        "path",
                        "must be 1 to 255 characters of a path on the port, starting with '/'")
                .that(
                        command == null || (!command.isEmpty() && command.size() <= MOST_WORDS),
                        "command",
                        "must be 1 to " + MOST_WORDS + " words")
                .range(portStep == null ? 0 : portStep, 0, LARGEST_STEP, "portStep")
                .positive(every, Duration.ofHours(1), "every")
                .positive(within, Duration.ofMinutes(1), "within")
                .done();
    }

    /// An answer over HTTP.
    public static ReadyProbe http(int port, String path) {
        return new ReadyProbe(port, path, null, null, null, null);
    }

    /// Somebody who listens.
    public static ReadyProbe listening(int port) {
        return new ReadyProbe(port, null, null, null, null, null);
    }

    /// A command that is run and ends well.
    public static ReadyProbe running(String... words) {
        return new ReadyProbe(null, null, List.of(words), null, null, null);
    }

    /// The port of one replica, where it has one.
    public @Nullable Integer portOf(int replica) {
        return port == null ? null : (Integer) (port + replica * (portStep == null ? 0 : portStep));
    }

    public Duration lookEvery() {
        return every == null ? SECOND : every;
    }

    public Duration answerWithin() {
        return within == null ? SECOND : within;
    }

    /// Whether replicas may be looked at like that; an absent probe may.
    static Checks checked(Checks checks, @Nullable RunSpec run, int replicas) {
        @Nullable ReadyProbe probe = run == null ? null : run.ready();
        @Nullable Integer last = probe == null ? null : probe.portOf(replicas - 1);
        return checks.that(
                last == null || last <= HIGHEST_PORT,
                "run.ready.portStep",
                "takes the port of the last replica beyond " + HIGHEST_PORT);
    }
}
