package io.headroom.agent.ready;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.headroom.agent.AgentCommons;
import io.headroom.agent.replica.Given;
import io.headroom.agent.replica.ReplicaExit;
import io.headroom.agent.replica.ReplicaKey;
import io.headroom.agent.replica.ReplicaRuntime;
import io.headroom.agent.replica.Replicas;
import io.headroom.agent.replica.RunningReplica;
import io.headroom.contracts.agent.LogPiece;
import io.headroom.contracts.agent.Prepared;
import io.headroom.contracts.agent.ReplicaState;
import io.headroom.contracts.node.ReplicaAssignment;
import io.headroom.contracts.time.VirtualClock;
import io.headroom.contracts.workload.ReadyProbe;

/// A runtime whose replicas are timed from their start until they are ready. Nothing waits for that, it is only told.
///
/// One that an earlier agent process started is not timed: nobody knows what it waited for meanwhile.
public final class Readiness implements ReplicaRuntime {

    /// Real. A look costs a replica about a millisecond: more of them would cost it what they measure.
    private static final Duration NEVER_SOONER = Duration.ofMillis(100);

    private final ReplicaRuntime runtime;
    private final Used used;
    private final VirtualClock clock;
    private final AgentCommons commons;
    private final BiConsumer<ReplicaKey, Prepared> prepared;
    private final Map<ReplicaKey, Start> starts = new HashMap<>();

    /// @param first whether nothing had been prepared on the node when it was told to start
    private record Start(
            ReplicaAssignment assignment, RunningReplica replica, Instant begun, boolean first) {

        ReplicaKey key() {
            return ReplicaKey.of(assignment);
        }

        @Nullable ReadyProbe probe() {
            return assignment.run().ready();
        }
    }

    /// @param prepared hears once of each replica that has got ready, as long as it runs
    public Readiness(
            ReplicaRuntime runtime,
            Used used,
            VirtualClock clock,
            AgentCommons commons,
            BiConsumer<ReplicaKey, Prepared> prepared) {
        this.runtime = runtime;
        this.used = used;
        this.clock = clock;
        this.commons = commons;
        this.prepared = prepared;
    }

    @Override
    public RunningReplica start(
            ReplicaAssignment assignment, Given given, Consumer<ReplicaExit> onExit)
            throws IOException {
        Instant begun = clock.instant();
        boolean first = !used.is();
        RunningReplica replica = runtime.start(assignment, given.first(first), onExit);
        if (assignment.run().ready() != null || replica.fetched().isPresent()) {
            watch(new Start(assignment, replica, begun, first));
        }
        return replica;
    }

    private synchronized void watch(Start start) {
        starts.put(start.key(), start);
    }

    /// Tells of changes, and looks at replicas between the report that they run and that of their end.
    public Replicas.Changes telling(Replicas.Changes changes) {
        return (key, what) -> {
            if (what.state().isFinal()) {
                over(key);
            }
            changes.changed(key, what);
            if (what.state() == ReplicaState.RUNNING) {
                runs(key);
            }
        };
    }

    /// Nothing more is told.
    public synchronized void stop() {
        starts.clear();
    }

    private synchronized void over(ReplicaKey key) {
        starts.remove(key);
    }

    private synchronized void runs(ReplicaKey key) {
        Start start = starts.get(key);
        if (start != null && start.probe() == null) {
            ready(start, null);
        } else if (start != null) {
            later(start);
        }
    }

    private void later(Start start) {
        @Nullable ReadyProbe probe = start.probe();
        Duration every = clock.toReal(probe == null ? Duration.ZERO : probe.lookEvery());
        Duration wait = every.compareTo(NEVER_SOONER) < 0 ? NEVER_SOONER : every;
        try {
            var _ =
                    commons.timer()
                            .schedule(
                                    () -> commons.workers().execute(() -> look(start)),
                                    wait.toMillis(),
                                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException _) {
            // The process is ending.
            stop();
        }
    }

    private void look(Start start) {
        @Nullable ReadyProbe probe = start.probe();
        if (probe == null || !isWatched(start)) {
            return;
        }
        boolean ready = start.replica().isReady(probe, start.assignment().replica());
        Duration took =
                Duration.between(start.begun(), clock.instant()).truncatedTo(ChronoUnit.MILLIS);
        if (took.compareTo(Prepared.LONGEST) > 0) {
            over(start.key());
        } else if (ready) {
            Duration load = took.minus(start.replica().fetched().orElse(Duration.ZERO));
            ready(start, load.isNegative() ? Duration.ZERO : load);
        } else {
            later(start);
        }
    }

    private synchronized boolean isWatched(Start start) {
        return start.equals(starts.get(start.key()));
    }

    private synchronized void ready(Start start, @Nullable Duration load) {
        if (starts.remove(start.key(), start)) {
            used.now();
            prepared.accept(
                    start.key(),
                    new Prepared(start.replica().fetched().orElse(null), load, start.first()));
        }
    }

    @Override
    public Optional<RunningReplica> adopt(
            ReplicaAssignment assignment, String handle, Consumer<ReplicaExit> onExit) {
        return runtime.adopt(assignment, handle, onExit);
    }

    @Override
    public LogPiece log(ReplicaKey replica, long after, int most) {
        return runtime.log(replica, after, most);
    }

    @Override
    public String lastWords(ReplicaKey replica) {
        return runtime.lastWords(replica);
    }
}
