package io.headroom.agent.replica.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

import io.headroom.agent.replica.Given;
import io.headroom.agent.replica.ReplicaExit;
import io.headroom.agent.replica.ReplicaKey;
import io.headroom.agent.replica.ReplicaRuntime;
import io.headroom.agent.replica.RunningReplica;
import io.headroom.contracts.agent.LogPiece;
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
    private final SecretFolder secrets;
    private final int clockSpeed;
    private final Executor workers;
    private final ScheduledExecutorService timer;

    /// @param root where each replica gets a folder with its log, its exit code and its working directory
    /// @param memory where the replicas' secrets are put: a folder on a file system in memory
    /// @param workers may block
    public ProcessRuntime(
            Path root,
            Path memory,
            int clockSpeed,
            Executor workers,
            ScheduledExecutorService timer) {
        this.root = root.toAbsolutePath();
        this.secrets = new SecretFolder(memory.toAbsolutePath());
        this.clockSpeed = clockSpeed;
        this.workers = workers;
        this.timer = timer;
    }

    @Override
    public RunningReplica start(
            ReplicaAssignment assignment, Given given, Consumer<ReplicaExit> onExit)
            throws IOException {
        refuseWhatCannotBe(assignment);
        ReplicaKey key = ReplicaKey.of(assignment);
        Path folder = folder(key);
        Path work = Files.createDirectories(folder.resolve("work"));
        Mounted.in(work, assignment.run().mountsAsked());
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
        builder.environment()
                .putAll(ReplicaEnvironment.of(assignment, given.devices(), clockSpeed));
        if (!given.secrets().isEmpty()) {
            Path known = secrets.write(key, given.secrets());
            builder.environment().put("HEADROOM_SECRETS", known.toString());
        }
        Process process = started(builder, key);
        ProcessId id =
                ProcessId.of(process.pid())
                        .orElseGet(() -> new ProcessId(process.pid(), 0, "ended at once"));
        return watch(
                id,
                process.toHandle(),
                exitFile,
                new ReadyCheck(work, Map.copyOf(builder.environment())),
                forgetting(key, onExit));
    }

    private Process started(ProcessBuilder builder, ReplicaKey key) throws IOException {
        try {
            return builder.start();
        } catch (IOException e) {
            secrets.remove(key);
            throw e;
        }
    }

    /// What a replica knew is gone when it is.
    private Consumer<ReplicaExit> forgetting(ReplicaKey key, Consumer<ReplicaExit> onExit) {
        return exit -> {
            secrets.remove(key);
            onExit.accept(exit);
        };
    }

    @Override
    public Optional<RunningReplica> adopt(
            ReplicaAssignment assignment, String handle, Consumer<ReplicaExit> onExit) {
        ReplicaKey key = ReplicaKey.of(assignment);
        Path exitFile = folder(key).resolve("exit");
        Optional<ProcessId> id = ProcessId.parse(handle);
        Optional<ProcessHandle> process =
                id.filter(ProcessId::alive).flatMap(alive -> ProcessHandle.of(alive.pid()));
        if (id.isPresent() && process.isPresent()) {
            ReadyCheck ready = new ReadyCheck(folder(key).resolve("work"), Map.of());
            return Optional.of(
                    watch(id.get(), process.get(), exitFile, ready, forgetting(key, onExit)));
        }
        secrets.remove(key);
        return ReplicaProcess.exitCode(exitFile)
                .map(
                        code -> {
                            workers.execute(() -> onExit.accept(new ReplicaExit.Code(code)));
                            return new EndedProcess(handle);
                        });
    }

    private RunningReplica watch(
            ProcessId id,
            ProcessHandle process,
            Path exitFile,
            ReadyCheck ready,
            Consumer<ReplicaExit> onExit) {
        ReplicaProcess replica = new ReplicaProcess(id, exitFile, ready, workers, timer, onExit);
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
    }

    @Override
    public LogPiece log(ReplicaKey replica, long after, int most) {
        return new ReplicaLog(folder(replica).resolve("log")).read(after, most);
    }

    private Path folder(ReplicaKey replica) {
        return root.resolve(replica.toString());
    }
}
