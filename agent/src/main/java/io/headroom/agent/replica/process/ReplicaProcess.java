package io.headroom.agent.replica.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.headroom.agent.replica.ReplicaExit;
import io.headroom.agent.replica.RunningReplica;
import io.headroom.agent.requests.Count;
import io.headroom.agent.requests.CounterPage;
import io.headroom.agent.requests.NotCounted;
import io.headroom.contracts.agent.Uncounted;
import io.headroom.contracts.workload.ReadyProbe;
import io.headroom.contracts.workload.RequestCounter;

/// One replica's process group, from its start or adoption to its end.
final class ReplicaProcess implements RunningReplica {

    private static final int KILLED = 137;

    private final ProcessId id;
    private final Path exitFile;
    private final ReadyCheck ready;
    private final Executor workers;
    private final ScheduledExecutorService timer;
    private final Consumer<ReplicaExit> onExit;
    private final AtomicBoolean told = new AtomicBoolean();
    private volatile boolean killed;

    ReplicaProcess(
            ProcessId id,
            Path exitFile,
            ReadyCheck ready,
            Executor workers,
            ScheduledExecutorService timer,
            Consumer<ReplicaExit> onExit) {
        this.id = id;
        this.exitFile = exitFile;
        this.ready = ready;
        this.workers = workers;
        this.timer = timer;
        this.onExit = onExit;
    }

    void watch(ProcessHandle process) {
        var _ = process.onExit().thenAcceptAsync(_ -> ended(), workers);
    }

    @Override
    public String handle() {
        return id.toString();
    }

    @Override
    public void stop(Duration grace) {
        if (grace.isZero()) {
            kill();
            return;
        }
        workers.execute(() -> signal("TERM"));
        var _ =
                timer.schedule(
                        () -> workers.execute(this::kill), grace.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void release() {
        told.set(true);
    }

    @Override
    public Count requests(RequestCounter counter, int port) throws NotCounted {
        return switch (new ListeningSockets().of(port, id.pid())) {
            case SESSION -> CounterPage.read(counter, port);
            case NOBODY -> throw new NotCounted(Uncounted.NO_ANSWER);
            case OTHERS -> throw new NotCounted(Uncounted.NOT_ITS_OWN);
        };
    }

    @Override
    public boolean isReady(ReadyProbe probe, int replica) {
        return ready.passes(probe, probe.portOf(replica), id.pid());
    }

    static Optional<Integer> exitCode(Path exitFile) {
        try {
            return Optional.of(Integer.valueOf(Files.readString(exitFile).strip()));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private void kill() {
        if (id.alive()) {
            killed = true;
            signal("KILL");
        }
    }

    /// To the whole group, and only while its head is the process that was started: numbers are used again.
    private void signal(String name) {
        if (!id.alive()) {
            return;
        }
        try {
            Process kill =
                    new ProcessBuilder("kill", "-" + name, "--", "-" + id.pid())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            boolean _ = kill.waitFor(5, TimeUnit.SECONDS);
        } catch (IOException e) {
            System.getLogger("io.headroom.agent.replica")
                    .log(System.Logger.Level.ERROR, "cannot signal " + id, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ended() {
        if (told.compareAndSet(false, true)) {
            onExit.accept(exit());
        }
    }

    private ReplicaExit exit() {
        Optional<Integer> code = exitCode(exitFile);
        if (code.isPresent()) {
            return new ReplicaExit.Code(code.get());
        }
        return killed
                ? new ReplicaExit.Code(KILLED)
                : new ReplicaExit.Unknown("its keeper was killed before it could write the exit");
    }
}
