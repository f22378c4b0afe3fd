package io.headroom.agent.replica.simulated;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.headroom.agent.replica.Given;
import io.headroom.agent.replica.ReplicaExit;
import io.headroom.agent.replica.ReplicaKey;
import io.headroom.agent.replica.ReplicaRuntime;
import io.headroom.agent.replica.RunningReplica;
import io.headroom.contracts.agent.LogPiece;
import io.headroom.contracts.node.ReplicaAssignment;
import io.headroom.contracts.time.VirtualClock;

/// Replicas that only take their time: what [SimulatedCommand] knows ends as it would, everything else takes as long as its workload is
/// expected to, or until it is stopped where nobody said how long. One may serve all the agents of a process.
public final class SimulatedRuntime implements ReplicaRuntime {

    /// Ended by SIGTERM.
    static final int TERMINATED = 143;

    private static final String SAYS = "a simulated node runs nothing, it only takes the time: ";

    private final ScheduledExecutorService timer;
    private final Executor workers;
    private final VirtualClock clock;

    public SimulatedRuntime(ScheduledExecutorService timer, Executor workers, VirtualClock clock) {
        this.timer = timer;
        this.workers = workers;
        this.clock = clock;
    }

    @Override
    public RunningReplica start(
            ReplicaAssignment assignment, Given given, Consumer<ReplicaExit> onExit) {
        return new Sleeper(end(assignment), onExit);
    }

    @Override
    public Optional<RunningReplica> adopt(
            ReplicaAssignment assignment, String handle, Consumer<ReplicaExit> onExit) {
        return Optional.of(new Sleeper(End.parse(handle), onExit));
    }

    /// It says that it is none, so that nobody looks for what it wrote.
    @Override
    public LogPiece log(ReplicaKey replica, long after, int most) {
        byte[] all = (SAYS + replica + "\n").getBytes(StandardCharsets.UTF_8);
        int from = Math.clamp(after, 0, all.length);
        return new LogPiece(
                from, all.length, new String(all, from, all.length - from, StandardCharsets.UTF_8));
    }

    @Override
    public String lastWords(ReplicaKey replica) {
        return "";
    }

    private End end(ReplicaAssignment assignment) {
        Instant now = clock.instant();
        return SimulatedCommand.of(assignment.run().command())
                .map(known -> new End(known.endsAt(now), known.code()))
                .orElseGet(() -> new End(asExpected(assignment, now), 0));
    }

    private static Instant asExpected(ReplicaAssignment assignment, Instant now) {
        Duration expected = assignment.expected();
        return expected == null ? Instant.MAX : now.plus(expected);
    }

    /// When a replica ends, and how.
    private record End(Instant at, int code) {

        static End parse(String handle) {
            int colon = handle.indexOf(' ');
            String at = handle.substring(0, colon);
            return new End(
                    at.equals("never") ? Instant.MAX : Instant.parse(at),
                    Integer.parseInt(handle.substring(colon + 1)));
        }

        @Override
        public String toString() {
            return (at.equals(Instant.MAX) ? "never" : at.toString()) + " " + code;
        }
    }

    private final class Sleeper implements RunningReplica {

        private final End end;
        private final Consumer<ReplicaExit> onExit;
        private final AtomicBoolean ended = new AtomicBoolean();
        private final Optional<Future<?>> alarm;

        Sleeper(End end, Consumer<ReplicaExit> onExit) {
            this.end = end;
            this.onExit = onExit;
            this.alarm = end.at().equals(Instant.MAX) ? Optional.empty() : Optional.of(alarm());
        }

        private Future<?> alarm() {
            Duration virtual = Duration.between(clock.instant(), end.at());
            long wait = Math.max(0, clock.toReal(virtual).toMillis());
            return timer.schedule(() -> finish(end.code()), wait, TimeUnit.MILLISECONDS);
        }

        @Override
        public String handle() {
            return end.toString();
        }

        @Override
        public void stop(Duration grace) {
            alarm.ifPresent(a -> a.cancel(false));
            finish(TERMINATED);
        }

        @Override
        public void release() {
            ended.set(true);
            alarm.ifPresent(a -> a.cancel(false));
        }

        private void finish(int code) {
            if (ended.compareAndSet(false, true)) {
                workers.execute(() -> onExit.accept(new ReplicaExit.Code(code)));
            }
        }
    }
}
