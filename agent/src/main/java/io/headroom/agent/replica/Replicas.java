package io.headroom.agent.replica;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;

import org.jspecify.annotations.Nullable;

import io.headroom.agent.disk.StateFolder;
import io.headroom.agent.replica.KeptReplica.Stage;
import io.headroom.contracts.agent.AgentDevice;
import io.headroom.contracts.agent.ReplicaState;
import io.headroom.contracts.node.ReplicaAssignment;

/// The replicas of this node: makes what runs equal to what is wanted, and tells what became of each.
///
/// A change is told before it is kept: a crash in between tells it twice, never not at all.
public final class Replicas {

    /// Hears of every change of a replica.
    public interface Changes {
        void changed(
                ReplicaKey key, ReplicaState state, @Nullable Integer exitCode, String message);
    }

    private static final String FILE = "replicas.json";

    private record Book(List<KeptReplica> replicas) {}

    private final StateFolder folder;
    private final ReplicaRuntime runtime;
    private final List<AgentDevice> devices;
    private final Duration grace;
    private final Changes changes;
    private final SequencedMap<ReplicaKey, KeptReplica> kept = new LinkedHashMap<>();
    private final Map<ReplicaKey, RunningReplica> running = new LinkedHashMap<>();
    private Book saved = new Book(List.of());
    private boolean released;
    private SequencedMap<ReplicaKey, ReplicaAssignment> desired = new LinkedHashMap<>();

    /// @param grace real time between asking a replica to end and ending it
    public Replicas(
            StateFolder folder,
            ReplicaRuntime runtime,
            List<AgentDevice> devices,
            Duration grace,
            Changes changes) {
        this.folder = folder;
        this.runtime = runtime;
        this.devices = devices;
        this.grace = grace;
        this.changes = changes;
    }

    /// Finds again what an earlier agent process left running.
    public synchronized void adopt() {
        folder.read(FILE, Book.class)
                .ifPresent(book -> book.replicas().forEach(r -> kept.put(r.key(), r)));
        for (KeptReplica replica : List.copyOf(kept.values())) {
            if (replica.stage() != Stage.ENDED) {
                adopt(replica);
            }
        }
        save();
    }

    private void adopt(KeptReplica replica) {
        ReplicaKey key = replica.key();
        Optional<RunningReplica> found =
                runtime.adopt(replica.assignment(), replica.handle(), exit -> ended(key, exit));
        if (found.isEmpty()) {
            changes.changed(
                    key, ReplicaState.LOST, null, "gone when the agent came back, exit unknown");
            kept.put(key, replica.ended());
            return;
        }
        running.put(key, found.get());
        switch (replica.stage()) {
            case STARTING -> {
                changes.changed(key, ReplicaState.RUNNING, null, "found again");
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
        save();
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
        List<ReplicaAssignment> alive =
                running.keySet().stream()
                        .map(kept::get)
                        .filter(Objects::nonNull)
                        .map(KeptReplica::assignment)
                        .toList();
        return new Beside(devices, alive).fits(assignment);
    }

    /// Stops everything; what is stopped can be started again by [#follow] only as another attempt.
    public synchronized void stopAll(String why) {
        desired.clear();
        List.copyOf(kept.values()).forEach(replica -> stop(replica, why));
        save();
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
        Map<String, Integer> milli = new LinkedHashMap<>();
        for (ReplicaKey key : running.keySet()) {
            KeptReplica replica = kept.get(key);
            if (replica != null) {
                for (int index : replica.assignment().devices()) {
                    if (index < devices.size()) {
                        milli.merge(
                                devices.get(index).uuid(),
                                replica.assignment().milliGpu(),
                                Integer::sum);
                    }
                }
            }
        }
        return milli;
    }

    private void start(ReplicaKey key, ReplicaAssignment assignment) {
        KeptReplica starting = new KeptReplica(assignment, Stage.STARTING, "", "");
        kept.put(key, starting);
        save();
        changes.changed(key, ReplicaState.STARTING, null, "");
        try {
            RunningReplica started =
                    runtime.start(assignment, devicesOf(assignment), exit -> ended(key, exit));
            running.put(key, started);
            changes.changed(key, ReplicaState.RUNNING, null, "");
            kept.put(key, starting.running(started.handle()));
        } catch (IOException | IllegalArgumentException e) {
            String why = "could not be started: " + e.getMessage();
            changes.changed(key, ReplicaState.FAILED, null, why);
            kept.put(key, starting.ended());
        }
    }

    private void stop(KeptReplica replica, String why) {
        RunningReplica process = running.get(replica.key());
        if (process != null && replica.stage() != Stage.STOPPING) {
            kept.put(replica.key(), replica.stopping(why));
            process.stop(grace);
        }
    }

    private synchronized void ended(ReplicaKey key, ReplicaExit exit) {
        KeptReplica replica = kept.get(key);
        if (released || replica == null || replica.stage() == Stage.ENDED) {
            return;
        }
        Ending ending = Ending.of(replica, exit);
        changes.changed(key, ending.state(), ending.exitCode(), ending.message());
        running.remove(key);
        kept.put(key, replica.ended());
        startMissing();
        save();
    }

    private List<AgentDevice> devicesOf(ReplicaAssignment assignment) {
        List<AgentDevice> own = new ArrayList<>();
        for (int index : assignment.devices()) {
            if (index < 0 || index >= devices.size()) {
                throw new IllegalArgumentException(
                        "GPU " + index + " is wanted, this node has " + devices.size());
            }
            own.add(devices.get(index));
        }
        return own;
    }

    private void save() {
        Book book = new Book(List.copyOf(kept.values()));
        if (!book.equals(saved)) {
            folder.write(FILE, book);
            saved = book;
        }
    }
}
