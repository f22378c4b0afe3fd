package io.headroom.agent.replica.simulated;

import java.nio.charset.StandardCharsets;
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

import io.headroom.agent.replica.Given;
import io.headroom.agent.replica.ReplicaExit;
import io.headroom.agent.replica.ReplicaKey;
import io.headroom.agent.replica.ReplicaRuntime;
import io.headroom.agent.replica.RunningReplica;
import io.headroom.agent.requests.Count;
import io.headroom.agent.requests.NotCounted;
import io.headroom.contracts.agent.LogPiece;
import io.headroom.contracts.agent.Uncounted;
import io.headroom.contracts.node.ReplicaAssignment;
import io.headroom.contracts.time.VirtualClock;
import io.headroom.contracts.workload.ReadyProbe;
import io.headroom.contracts.workload.RequestCounter;

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
        return new Sleeper(
                end(assignment),
                assignment,
                SimulatedStart.of(assignment.run().env(), given.first()),
                onExit);
    }

    @Override
    public Optional<RunningReplica> adopt(
            ReplicaAssignment assignment, String handle, Consumer<ReplicaExit> onExit) {
        SimulatedStart start = SimulatedStart.of(assignment.run().env(), false);
        return Optional.of(new Sleeper(End.parse(handle), assignment, start, onExit));
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
                .map(known -> new End(known.endsAt(now), known.code(), now))
                .orElseGet(() -> new End(asExpected(assignment, now), 0, now));
    }

    private static Instant asExpected(ReplicaAssignment assignment, Instant now) {
        Duration expected = assignment.expected();
        return expected == null ? Instant.MAX : now.plus(expected);
    }

    /// When a replica ends, and how; and when it started, which an earlier release did not keep.
    private record End(Instant at, int code, Instant start) {

        static End parse(String handle) {
            List<String> words = List.of(handle.split(" ", -1));
            String at = words.getFirst();
            return new End(
                    at.equals("never") ? Instant.MAX : Instant.parse(at),
                    Integer.parseInt(words.get(1)),
                    words.size() > 2 ? Instant.parse(words.get(2)) : Instant.EPOCH);
        }

        @Override
        public String toString() {
            return (at.equals(Instant.MAX) ? "never" : at.toString()) + " " + code + " " + start;
        }
    }

    private final class Sleeper implements RunningReplica {

        private final End end;
        private final ReplicaAssignment assignment;
        private final SimulatedStart start;
        private final Consumer<ReplicaExit> onExit;
        private final AtomicBoolean ended = new AtomicBoolean();
        private final Optional<Future<?>> alarm;

        Sleeper(
                End end,
                ReplicaAssignment assignment,
                SimulatedStart start,
                Consumer<ReplicaExit> onExit) {
            this.end = end;
            this.assignment = assignment;
            this.start = start;
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

        @Override
        public Count requests(RequestCounter counter, int port) throws NotCounted {
            double seconds = Duration.between(end.start(), clock.instant()).toMillis() / 1000.0;
            double all =
                    SimulatedRequests.of(assignment.run().env())
                            .orElseThrow(() -> new NotCounted(Uncounted.NO_ANSWER))
                            .until(seconds);
            return new Count(all / Math.max(1, assignment.replicas()), seconds);
        }

        @Override
        public Optional<Duration> fetched() {
            return start.fetch();
        }

        /// Whatever the probe asks: there is nobody to be asked.
        @Override
        public boolean isReady(ReadyProbe probe, int replica) {
            return !clock.instant().isBefore(end.start().plus(start.total()));
        }

        private void finish(int code) {
            if (ended.compareAndSet(false, true)) {
                workers.execute(() -> onExit.accept(new ReplicaExit.Code(code)));
            }
        }
    }
}
