package io.headroom.agent.replica.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

import io.headroom.agent.replica.ReplicaExit;
import io.headroom.agent.replica.ReplicaKey;
import io.headroom.agent.replica.ReplicaRuntime;
import io.headroom.agent.replica.RunningReplica;
import io.headroom.contracts.agent.AgentDevice;
import io.headroom.contracts.node.ReplicaAssignment;

/// Replicas as processes, each the head of a session and process group of its own, so that it outlives the agent and can be
/// ended with all its children.
///
/// A shell stays beside each as its parent and writes the exit code down, since a later agent process cannot wait for it.
public final class ProcessRuntime implements ReplicaRuntime {

    /// A trap, unlike an ignored signal, is not inherited: the replica itself hears the signal that is sent to the group.
    private static final String KEEPER =
            """
            exit_file=$1; shift
            trap : TERM INT HUP
            "$@" &
            child=$!
            wait "$child"; code=$?
            while kill -0 "$child" 2>/dev/null; do wait "$child"; code=$?; done
            echo "$code" > "$exit_file.next" && mv "$exit_file.next" "$exit_file"
            """;

    private final Path root;
    private final int clockSpeed;
    private final Executor workers;
    private final ScheduledExecutorService timer;

    /// @param root where each replica gets a folder with its log, its exit code and its working directory
    /// @param workers may block
    public ProcessRuntime(
            Path root, int clockSpeed, Executor workers, ScheduledExecutorService timer) {
        this.root = root.toAbsolutePath();
        this.clockSpeed = clockSpeed;
        this.workers = workers;
        this.timer = timer;
    }

    @Override
    public RunningReplica start(
            ReplicaAssignment assignment, List<AgentDevice> devices, Consumer<ReplicaExit> onExit)
            throws IOException {
        refuseWhatCannotBe(assignment);
        Path folder = folder(assignment);
        Path work = Files.createDirectories(folder.resolve("work"));
        Path exitFile = folder.resolve("exit");
        Files.deleteIfExists(exitFile);
        List<String> command =
                new ArrayList<>(
                        List.of("setsid", "sh", "-c", KEEPER, "replica", exitFile.toString()));
        command.addAll(assignment.run().command());
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(work.toFile())
                        .redirectErrorStream(true)
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
        builder.environment().clear();
        builder.environment().putAll(ReplicaEnvironment.of(assignment, devices, clockSpeed));
        Process process = builder.start();
        ProcessId id =
                ProcessId.of(process.pid())
                        .orElseGet(() -> new ProcessId(process.pid(), 0, "ended at once"));
        return watch(id, process.toHandle(), exitFile, onExit);
    }

    @Override
    public Optional<RunningReplica> adopt(
            ReplicaAssignment assignment, String handle, Consumer<ReplicaExit> onExit) {
        Path exitFile = folder(assignment).resolve("exit");
        Optional<ProcessId> id = ProcessId.parse(handle);
        Optional<ProcessHandle> process =
                id.filter(ProcessId::alive).flatMap(alive -> ProcessHandle.of(alive.pid()));
        if (id.isPresent() && process.isPresent()) {
            return Optional.of(watch(id.get(), process.get(), exitFile, onExit));
        }
        return ReplicaProcess.exitCode(exitFile)
                .map(
                        code -> {
                            workers.execute(() -> onExit.accept(new ReplicaExit.Code(code)));
                            return new EndedProcess(handle);
                        });
    }

    private RunningReplica watch(
            ProcessId id, ProcessHandle process, Path exitFile, Consumer<ReplicaExit> onExit) {
        ReplicaProcess replica = new ReplicaProcess(id, exitFile, workers, timer, onExit);
        replica.watch(process);
        return replica;
    }

    private static void refuseWhatCannotBe(ReplicaAssignment assignment) throws IOException {
        if (assignment.run().image() != null) {
            throw new IOException(
                    "this node runs commands, not container images: leave out run.image");
        }
        if (assignment.mig() != null) {
            throw new IOException("this node does not divide its GPUs into MIG instances");
        }
        List<String> secrets = assignment.run().secrets();
        if (secrets != null && !secrets.isEmpty()) {
            throw new IOException("secrets are not delivered to this node: " + secrets);
        }
    }

    private Path folder(ReplicaAssignment assignment) {
        return root.resolve(ReplicaKey.of(assignment).toString());
    }
}
