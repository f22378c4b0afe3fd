package io.headroom.nodeagent;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

import io.headroom.agent.AgentSettings;
import io.headroom.agent.lease.LeaseLimits;
import io.headroom.contracts.agent.AgentDevice;

/// The settings file of a node-agent process; a relative path in it starts at the file's own folder.
///
/// @param userData file with what the provider gave the machine
/// @param state the agent's folder; it must outlive the process
/// @param clock the cell's clock file, on a development machine only
/// @param boot names this boot of a simulated machine; a real one has the kernel's name for it
/// @param devices GPUs of a simulated machine; absent: ask the driver
/// @param powerOff command that powers the machine off; absent: end this process with [NodeAgentMain#POWERED_OFF]
/// @param notice how the provider says that it takes the machine back
/// @param health loopback port to answer health checks on
/// @param secretsIn folder for the secrets of running replicas, on a file system in memory
record Settings(
        Path userData,
        Path state,
        Optional<Path> clock,
        String boot,
        Optional<List<AgentDevice>> devices,
        Runs runtime,
        AtExit atExit,
        Optional<List<String>> powerOff,
        Optional<Integer> health,
        Notice notice,
        LeaseLimits lease,
        Duration heartbeatEvery,
        Duration telemetryEvery,
        Duration stopGrace,
        Path secretsIn) {

    /// How replicas run.
    enum Runs {
        PROCESS,
        /// Only as if: `sleep` takes virtual time.
        SIMULATED
    }

    /// What becomes of replicas when the agent is asked to end.
    enum AtExit {
        /// They run on, and the next agent finds them: for a restart or an upgrade of the agent.
        LEAVE,
        /// They end: for a machine that is itself only a process.
        KILL
    }

    /// Where the notice stands.
    sealed interface Notice {
        /// Nobody takes the machine back.
        record None() implements Notice {}

        /// In EC2's instance metadata.
        record Ec2() implements Notice {}

        /// On Compute Engine's metadata server.
        record Gce() implements Notice {}

        /// Somebody else writes it there.
        record InFile(Path file) implements Notice {}
    }

    private static final String IN_FILE = "file:";

    /// A file system in memory that every Linux has; one folder for each user, for none may write to another's.
    private static final String IN_MEMORY =
            "/dev/shm/headroom-" + System.getProperty("user.name", "agent");

    private static final Set<String> KNOWN =
            Set.of(
                    "user-data",
                    "state",
                    "clock",
                    "boot",
                    "devices",
                    "runtime",
                    "at-exit",
                    "power-off",
                    "health-port",
                    "spot-notice",
                    "lease.drain-margin",
                    "lease.without",
                    "heartbeat-every",
                    "telemetry-every",
                    "secrets-in",
                    "stop-grace");

    static Settings read(Path file) throws IOException {
        Properties values = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            values.load(reader);
        }
        Set<String> unknown = new TreeSet<>(values.stringPropertyNames());
        unknown.removeAll(KNOWN);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "unknown settings " + unknown + "; known: " + new TreeSet<>(KNOWN));
        }
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of(""));
        String powerOff = values.getProperty("power-off", "systemctl poweroff").strip();
        LeaseLimits usual = LeaseLimits.DEFAULTS;
        return new Settings(
                folder.resolve(values.getProperty("user-data", "user-data.json")),
                folder.resolve(values.getProperty("state", "state")),
                Optional.ofNullable(values.getProperty("clock")).map(folder::resolve),
                values.getProperty("boot", ""),
                Optional.ofNullable(values.getProperty("devices")).map(Settings::devices),
                one(Runs.class, values.getProperty("runtime", "process")),
                one(AtExit.class, values.getProperty("at-exit", "leave")),
                powerOff.equals("exit")
                        ? Optional.empty()
                        : Optional.of(List.of(powerOff.split("\\s+", -1))),
                Optional.ofNullable(values.getProperty("health-port")).map(Integer::valueOf),
                notice(folder, values.getProperty("spot-notice", "none").strip()),
                new LeaseLimits(
                        duration(values, "lease.drain-margin", usual.drainMargin()),
                        duration(values, "lease.without", usual.withoutLease())),
                duration(values, "heartbeat-every", AgentSettings.HEARTBEAT_EVERY),
                duration(values, "telemetry-every", AgentSettings.TELEMETRY_EVERY),
                duration(values, "stop-grace", AgentSettings.STOP_GRACE),
                folder.resolve(values.getProperty("secrets-in", IN_MEMORY)));
    }

    private static Notice notice(Path folder, String text) {
        if (text.startsWith(IN_FILE)) {
            return new Notice.InFile(folder.resolve(text.substring(IN_FILE.length())));
        }
        return switch (text) {
            case "none" -> new Notice.None();
            case "ec2" -> new Notice.Ec2();
            case "gce" -> new Notice.Gce();
            default ->
                    throw new IllegalArgumentException(
                            "spot-notice is none, ec2, gce or file:NAME, not " + text);
        };
    }

    /// `UUID:MODEL:MIB,...`
    private static List<AgentDevice> devices(String text) {
        return Arrays.stream(text.strip().split("\\s*,\\s*", -1))
                .filter(one -> !one.isEmpty())
                .map(Settings::device)
                .toList();
    }

    private static AgentDevice device(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("a device is UUID:MODEL:MIB, not " + text);
        }
        return new AgentDevice(parts[0], parts[1], Integer.parseInt(parts[2]));
    }

    private static Duration duration(Properties values, String name, Duration usual) {
        try {
            return Optional.ofNullable(values.getProperty(name)).map(Duration::parse).orElse(usual);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    name + " must be an ISO 8601 duration such as PT30S", e);
        }
    }

    private static <E extends Enum<E>> E one(Class<E> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(name.strip()))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        name
                                                + " is none of "
                                                + Arrays.toString(type.getEnumConstants())
                                                        .toLowerCase(Locale.ROOT)));
    }
}
