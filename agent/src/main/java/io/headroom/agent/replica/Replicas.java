package io.headroom.agent.replica;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.headroom.agent.disk.StateFolder;
import io.headroom.agent.replica.KeptReplica.Stage;
import io.headroom.agent.requests.RequestMeter;
import io.headroom.agent.secret.SecretSource;
import io.headroom.contracts.agent.AgentDevice;
import io.headroom.contracts.agent.LogPiece;
import io.headroom.contracts.agent.LogWanted;
import io.headroom.contracts.agent.ReplicaState;
import io.headroom.contracts.node.ReplicaAssignment;

/// The replicas of this node: makes what runs equal to what is wanted, and tells what became of each.
///
/// A change is told before it is kept: a crash in between tells it twice, never not at all.
public final class Replicas {

    /// Hears of every change of a replica.
    public interface Changes {
        void changed(ReplicaKey key, Happened what);
    }

    private final ReplicaBook book;
    private final ReplicaRuntime runtime;
    private final SecretSource secrets;
    private final OwnDevices devices;
    private final Duration grace;
    private final Changes changes;
    private final SequencedMap<ReplicaKey, KeptReplica> kept = new LinkedHashMap<>();
    private final Map<ReplicaKey, RunningReplica> running = new LinkedHashMap<>();
    private boolean released;
    private SequencedMap<ReplicaKey, ReplicaAssignment> desired = new LinkedHashMap<>();

    /// @param grace real time between asking a replica to end and ending it
    public Replicas(
            StateFolder folder,
            ReplicaRuntime runtime,
            SecretSource secrets,
            List<AgentDevice> devices,
            Duration grace,
            Changes changes) {
        this.book = new ReplicaBook(folder);
        this.runtime = runtime;
        this.secrets = secrets;
        this.devices = new OwnDevices(devices);
        this.grace = grace;
        this.changes = changes;
    }

    /// Finds again what an earlier agent process left running.
    public synchronized void adopt() {
        book.read().forEach(r -> kept.put(r.key(), r));
        for (KeptReplica replica : List.copyOf(kept.values())) {
            if (replica.stage() != Stage.ENDED) {
                adopt(replica);
            }
        }
        book.write(kept.values());
    }

    private void adopt(KeptReplica replica) {
        ReplicaKey key = replica.key();
        Optional<RunningReplica> found =
                runtime.adopt(replica.assignment(), replica.handle(), exit -> ended(key, exit));
        if (found.isEmpty()) {
            changes.changed(
                    key,
                    Happened.is(ReplicaState.LOST, "gone when the agent came back, exit unknown"));
            kept.put(key, replica.ended());
            return;
        }
        running.put(key, found.get());
        switch (replica.stage()) {
            case STARTING -> {
                changes.changed(key, Happened.is(ReplicaState.RUNNING, "found again"));
                kept.put(key, replica.running(found.get().handle()));
            }
            case STOPPING -> found.get().stop(grace);
            case RUNNING, ENDED -> {}
        }
    }

    /// Starts what is wanted and not there, stops what is there and not wanted, forgets what ended and is not wanted.
    public synchronized void follow(List<ReplicaAssignment> wanted) {
        SequencedMap<ReplicaKey, ReplicaAssignment> target = new LinkedHashMap<>();
        wanted.forEach(assignment -> target.put(ReplicaKey.of(assignment), assignment));
        desired = target;
        kept.values().removeIf(r -> r.stage() == Stage.ENDED && !target.containsKey(r.key()));
        for (KeptReplica replica : List.copyOf(kept.values())) {
            if (!target.containsKey(replica.key())) {
                stop(replica, "no longer wanted on this node");
            }
        }
        startMissing();
        book.write(kept.values());
    }

    /// What does not fit beside what still runs waits: the end of that starts it.
    private void startMissing() {
        desired.forEach(
                (key, assignment) -> {
                    if (!kept.containsKey(key) && fits(assignment)) {
                        start(key, assignment);
                    }
                });
    }

    private boolean fits(ReplicaAssignment assignment) {
        // Also those that wait for their secrets: their places are taken.
        return devices.fits(
                assignment,
                assignments(r -> r.stage() == Stage.STARTING || running.containsKey(r.key())));
    }

    /// Stops everything; what is stopped can be started again by [#follow] only as another attempt.
    public synchronized void stopAll(String why) {
        desired.clear();
        List.copyOf(kept.values()).forEach(replica -> stop(replica, why));
        book.write(kept.values());
    }

    /// Ends everything without a grace: the machine goes.
    public synchronized void killAll(String why) {
        stopAll(why);
        running.values().forEach(replica -> replica.stop(Duration.ZERO));
    }

    /// The agent goes and the replicas stay.
    public synchronized void release() {
        released = true;
        running.values().forEach(RunningReplica::release);
    }

    /// How many run, start or are being stopped.
    public synchronized int alive() {
        return running.size();
    }

    /// Milli-GPUs that running replicas hold, by device.
    public synchronized Map<String, Integer> assigned() {
        return devices.heldBy(assignments(r -> running.containsKey(r.key())));
    }

    /// Those that run and say how their requests are counted.
    public synchronized List<RequestMeter.Served> served() {
        return kept.values().stream()
                .filter(r -> r.stage() == Stage.RUNNING)
                .flatMap(r -> RequestMeter.Served.of(r.assignment(), running.get(r.key())))
                .toList();
    }

    private List<ReplicaAssignment> assignments(Predicate<KeptReplica> which) {
        return kept.values().stream().filter(which).map(KeptReplica::assignment).toList();
    }

    private void start(ReplicaKey key, ReplicaAssignment assignment) {
        KeptReplica starting = new KeptReplica(assignment, Stage.STARTING, "", "");
        kept.put(key, starting);
        book.write(kept.values());
        changes.changed(key, Happened.is(ReplicaState.STARTING, ""));
        if (assignment.run().secretNames().isEmpty()) {
            begin(starting, Map.of());
        } else {
            var _ =
                    secrets.of(assignment)
                            .whenComplete((known, refused) -> told(key, known, refused));
        }
    }

    /// The secrets of one that waits for them have come, or never will.
    private synchronized void told(
            ReplicaKey key, @Nullable Map<String, String> known, @Nullable Throwable refused) {
        KeptReplica waiting = kept.get(key);
        if (released || waiting == null || waiting.stage() != Stage.STARTING) {
            return;
        }
        if (known == null) {
            fail(waiting, String.valueOf(refused == null ? null : refused.getMessage()));
        } else {
            begin(waiting, known);
        }
        book.write(kept.values());
    }

    private void begin(KeptReplica starting, Map<String, String> known) {
        ReplicaKey key = starting.key();
        ReplicaAssignment assignment = starting.assignment();
        try {
            RunningReplica started =
                    runtime.start(
                            assignment,
                            new Given(devices.of(assignment), known),
                            exit -> ended(key, exit));
            running.put(key, started);
            changes.changed(key, Happened.is(ReplicaState.RUNNING, ""));
            kept.put(key, starting.running(started.handle()));
        } catch (IOException | IllegalArgumentException e) {
            fail(starting, String.valueOf(e.getMessage()));
        }
    }

    private void fail(KeptReplica starting, String why) {
        changes.changed(
                starting.key(), Happened.is(ReplicaState.FAILED, "could not be started: " + why));
        kept.put(starting.key(), starting.ended());
    }

    private void stop(KeptReplica replica, String why) {
        RunningReplica process = running.get(replica.key());
        if (process != null && replica.stage() != Stage.STOPPING) {
            kept.put(replica.key(), replica.stopping(why));
            process.stop(grace);
        } else if (process == null && replica.stage() == Stage.STARTING) {
            // It waits for its secrets: there is nothing to stop yet.
            changes.changed(replica.key(), Happened.is(ReplicaState.STOPPED, why));
            kept.put(replica.key(), replica.ended());
        }
    }

    private synchronized void ended(ReplicaKey key, ReplicaExit exit) {
        KeptReplica replica = kept.get(key);
        if (released || replica == null || replica.stage() == Stage.ENDED) {
            return;
        }
        changes.changed(key, Happened.ended(replica, exit, runtime.lastWords(key)));
        running.remove(key);
        kept.put(key, replica.ended());
        startMissing();
        book.write(kept.values());
    }

    /// What a replica wrote, also one that is over for as long as the node keeps it.
    public LogPiece log(LogWanted wanted) {
        return runtime.log(
                new ReplicaKey(wanted.workload(), wanted.replica(), wanted.attempt()),
                wanted.after(),
                wanted.most());
    }
}
