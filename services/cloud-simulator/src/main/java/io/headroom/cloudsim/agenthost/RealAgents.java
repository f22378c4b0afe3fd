package io.headroom.cloudsim.agenthost;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jboss.logging.Logger;

import io.headroom.cloudsim.machine.Machine;
import io.headroom.cloudsim.market.Catalogue;
import io.headroom.contracts.agent.UserData;

/// Agents as processes of their own: the real node-agent, on a machine that is only a folder.
///
/// A process that ends by itself is started again, as its machine's service manager would, unless it says that it has
/// powered its machine off.
public final class RealAgents implements AgentHost, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(RealAgents.class);

    private static final String PID = "pid";

    /// What the node-agent exits with when it has powered its machine off.
    private static final int POWERED_OFF = 75;

    private static final Duration PAUSE_BEFORE_RESTART = Duration.ofSeconds(1);
    private static final long ENDS_WITHIN_SECONDS = 5;

    private static final List<String> SMALL_JVM =
            List.of(
                    "-XX:+UseSerialGC",
                    "-Xms8m",
                    "-Xmx24m",
                    "-Xss256k",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:ReservedCodeCacheSize=16m",
                    "-XX:MaxMetaspaceSize=40m",
                    "-XX:CICompilerCount=1",
                    "-XX:-UsePerfData");

    private final Path root;
    private final Path jar;
    private final Optional<Path> clockFile;
    private final int clockSpeed;
    private final Catalogue catalogue;
    private final Map<String, Process> running = new ConcurrentHashMap<>();
    private final Set<String> left;

    public RealAgents(
            Path root, Path jar, Optional<Path> clockFile, int clockSpeed, Catalogue catalogue) {
        this.clockSpeed = clockSpeed;
        this.root = root;
        this.jar = jar;
        this.clockFile = clockFile;
        this.catalogue = catalogue;
        this.left = endSurvivors(root);
    }

    /// Those that run, and those that ran when the simulator ended and have not come back yet.
    public int count() {
        return running.size() + left.size();
    }

    /// Whether a machine's agent was a process before the simulator was restarted: then it is one again.
    public boolean had(String machineId) {
        return left.contains(machineId);
    }

    @Override
    public void start(Machine machine, UserData.Headroom node, PowerButton button) {
        if (running.containsKey(machine.id())) {
            return;
        }
        left.remove(machine.id());
        AgentFolder folder = AgentFolder.of(root, machine);
        folder.write("user-data.json", AgentFolder.toJson(node));
        folder.write("agent.properties", settings(machine));
        launch(machine.id(), folder.path(), button);
    }

    private String settings(Machine machine) {
        var type = catalogue.type(machine.order().provider(), machine.order().type());
        String devices =
                AgentFolder.devices(machine, type).stream()
                        .map(d -> d.uuid() + ":" + d.model() + ":" + d.memoryMib())
                        .collect(Collectors.joining(","));
        String clock = clockFile.map(f -> "clock=" + f.toAbsolutePath() + "\n").orElse("");
        // A real process sleeps in real time: on a faster clock only simulated replicas end when
        // they should.
        String runtime = clockSpeed == 1 ? "process" : "simulated";
        return """
                state=.
                runtime=%s
                at-exit=kill
                power-off=exit
                boot=%s
                devices=%s
                spot-notice=file:%s
                %s"""
                .formatted(runtime, AgentFolder.boot(machine), devices, AgentFolder.NOTICE, clock);
    }

    private void launch(String machineId, Path folder, PowerButton button) {
        try {
            String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
            var command = new ArrayList<String>();
            command.add(java);
            command.addAll(SMALL_JVM);
            command.addAll(List.of("-jar", jar.toAbsolutePath().toString(), "agent.properties"));
            Process process =
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(
                                    ProcessBuilder.Redirect.appendTo(
                                            new File(folder.toFile(), "agent.log")))
                            .start();
            Files.writeString(
                    folder.resolve(PID), process.pid() + " " + started(process.toHandle()));
            running.put(machineId, process);
            var _ = process.onExit().thenAccept(ended -> ended(machineId, folder, ended, button));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start a node-agent process", e);
        }
    }

    private void ended(String machineId, Path folder, Process process, PowerButton button) {
        if (!running.remove(machineId, process)) {
            return;
        }
        if (process.exitValue() == POWERED_OFF) {
            button.powerOff();
            powerOff(machineId);
            return;
        }
        LOG.warnf(
                "the node-agent on %s ended with %d and is started again",
                machineId, process.exitValue());
        try {
            Thread.sleep(PAUSE_BEFORE_RESTART);
            launch(machineId, folder, button);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// A simulator that was killed left its agents running: they are started anew on the same folders.
    private static Set<String> endSurvivors(Path root) {
        Set<String> machines = ConcurrentHashMap.newKeySet();
        if (Files.isDirectory(root)) {
            try (Stream<Path> folders = Files.list(root)) {
                folders.filter(folder -> Files.exists(folder.resolve(PID)))
                        .forEach(
                                folder -> {
                                    endSurvivor(folder.resolve(PID));
                                    machines.add(String.valueOf(folder.getFileName()));
                                });
            } catch (IOException e) {
                throw new UncheckedIOException("cannot look at the agents' folders", e);
            }
        }
        return machines;
    }

    private static void endSurvivor(Path file) {
        try {
            String[] known = Files.readString(file).split(" ", 2);
            ProcessHandle.of(Long.parseLong(known[0]))
                    .filter(p -> known.length == 2 && started(p).equals(known[1]))
                    .ifPresent(RealAgents::end);
        } catch (IOException | NumberFormatException e) {
            LOG.warnf("cannot tell whether a node-agent survived: %s", e.getMessage());
        }
    }

    private static String started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("unknown");
    }

    private static void end(ProcessHandle process) {
        process.destroyForcibly();
        try {
            var _ = process.onExit().get(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException
                | java.util.concurrent.TimeoutException e) {
            LOG.warnf("the process %d does not end", process.pid());
        }
    }

    @Override
    public void powerOff(String machineId) {
        left.remove(machineId);
        cut(machineId);
        try {
            Files.deleteIfExists(root.resolve(machineId).resolve(PID));
        } catch (IOException e) {
            LOG.warnf("cannot forget the process of %s: %s", machineId, e.getMessage());
        }
    }

    /// A power cut takes the replicas as well.
    private void cut(String machineId) {
        Process process = running.remove(machineId);
        if (process != null) {
            List<ProcessHandle> replicas = process.descendants().toList();
            end(process.toHandle());
            replicas.forEach(ProcessHandle::destroyForcibly);
        }
    }

    @Override
    public void spotNotice(String machineId, Instant goneAt) {
        if (running.containsKey(machineId)) {
            new AgentFolder(root.resolve(machineId)).spotNotice(goneAt);
        }
    }

    /// A process's network is its host's: this fault is for simulated agents.
    @Override
    public void network(String machineId, Network network) {}

    @Override
    public void close() {
        List.copyOf(running.keySet()).forEach(this::cut);
    }
}
