package io.headroom.agent.replica;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.headroom.contracts.agent.AgentDevice;
import io.headroom.contracts.node.ReplicaAssignment;
import io.headroom.contracts.time.VirtualClock;

/// Replicas that only take their time: `["sleep", SECONDS]` ends with 0 after that much virtual time, a container image
/// without a command runs until it is stopped, anything else ends at once with 127, as a shell would say of a command it
/// does not have. One may serve all the agents of a process.
public final class SimulatedRuntime implements ReplicaRuntime {

    /// What a shell says of a command it does not know.
    static final int NOT_FOUND = 127;

    /// Ended by SIGTERM.
    static final int TERMINATED = 143;

    private final ScheduledExecutorService timer;
    private final Executor workers;
    private final VirtualClock clock;
    private final int otherwise;

    public SimulatedRuntime(ScheduledExecutorService timer, Executor workers, VirtualClock clock) {
        this(timer, workers, clock, NOT_FOUND);
    }

    /// @param otherwise exit code of every command but `sleep`
    public SimulatedRuntime(
            ScheduledExecutorService timer, Executor workers, VirtualClock clock, int otherwise) {
        this.timer = timer;
        this.workers = workers;
        this.clock = clock;
        this.otherwise = otherwise;
    }

    @Override
    public RunningReplica start(
            ReplicaAssignment assignment, List<AgentDevice> devices, Consumer<ReplicaExit> onExit) {
        return new Sleeper(end(assignment.run().command()), onExit);
    }

    @Override
    public Optional<RunningReplica> adopt(
            ReplicaAssignment assignment, String handle, Consumer<ReplicaExit> onExit) {
        return Optional.of(new Sleeper(End.parse(handle), onExit));
    }

    private End end(List<String> command) {
        Instant now = clock.instant();
        if (command.isEmpty()) {
            return new End(Instant.MAX, 0);
        }
        return command.size() == 2 && command.getFirst().endsWith("sleep")
                ? sleep(now, command.get(1))
                : new End(now, otherwise);
    }

    private static End sleep(Instant now, String seconds) {
        if (seconds.equals("infinity")) {
            return new End(Instant.MAX, 0);
        }
        try {
            // Parsed as people write it ("0.5"), kept to the millisecond.
            double value = Double.parseDouble(seconds);
            return value >= 0 && value < 1e10
                    ? new End(now.plusMillis((long) (value * 1000)), 0)
                    : new End(now, 1);
        } catch (NumberFormatException e) {
            return new End(now, 1);
        }
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
