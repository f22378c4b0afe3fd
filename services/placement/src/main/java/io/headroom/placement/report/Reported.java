package io.headroom.placement.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import io.headroom.contracts.agent.Prepared;
import io.headroom.contracts.agent.ReplicaReport;
import io.headroom.contracts.agent.ReplicaState;
import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.json.DashedEnums;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.workload.EndReason;
import io.headroom.contracts.workload.Workload;
import io.headroom.contracts.workload.WorkloadFinished;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.contracts.workload.WorkloadStarted;
import io.headroom.contracts.workload.WorkloadState;
import io.headroom.engine.placement.eta.DeadlineOutlook;
import io.headroom.engine.placement.eta.DeadlineOutlook.Start;
import io.headroom.placement.eta.ToldTable;
import io.headroom.placement.picture.BoundReplica;
import io.headroom.placement.picture.ReplicaTable;
import io.headroom.placement.workload.Life;
import io.headroom.placement.workload.Story;

/// What reports of replicas, taken in order, make of workloads: the rows to write and the events to say. Touches nothing itself.
final class Reported {

    private final Instant now;
    private final Map<WorkloadId, Workload> workloads = new LinkedHashMap<>();
    private final Map<WorkloadId, Map<Integer, BoundReplica>> replicas = new LinkedHashMap<>();

    /// The version that each changed workload had.
    final Map<WorkloadId, Long> changed = new LinkedHashMap<>();

    final List<ReplicaTable.StateRow> states = new ArrayList<>();
    final Set<WorkloadId> over = new LinkedHashSet<>();

    /// Reports of replicas that ended without having ended well or badly: their workloads wait again.
    final Map<WorkloadId, ReplicaReport> interrupted = new LinkedHashMap<>();

    /// What is on the disks of nodes from now on: what runs there has read it.
    final Map<NodeId, Set<String>> onDisk = new LinkedHashMap<>();

    /// Whose wait is over, because they run or never will.
    final List<ToldTable.Came> came = new ArrayList<>();

    /// What became of the deadlines of those that are over.
    final List<DeadlineOutlook> deadlines = new ArrayList<>();

    final List<Story.Told> story = new ArrayList<>();
    final List<Event> events = new ArrayList<>();

    Reported(List<Workload> live, List<BoundReplica> bound, Instant now) {
        this.now = now;
        live.forEach(w -> workloads.put(w.id(), w));
        bound.forEach(
                r ->
                        replicas.computeIfAbsent(r.workload(), _ -> new LinkedHashMap<>())
                                .put(r.replica(), r));
    }

    Workload workload(WorkloadId id) {
        Workload workload = workloads.get(id);
        if (workload == null) {
            throw new IllegalArgumentException("not among the workloads: " + id);
        }
        return workload;
    }

    List<BoundReplica> replicas(WorkloadId id) {
        return List.copyOf(replicas.getOrDefault(id, Map.of()).values());
    }

    void take(ReplicaReport report) {
        Workload workload = workloads.get(report.workload());
        BoundReplica replica =
                replicas.getOrDefault(report.workload(), Map.of()).get(report.replica());
        if (workload == null
                || replica == null
                || workload.state().isFinal()
                || workload.attempt() != report.attempt()
                || replica.attempt() != report.attempt()
                || interrupted.containsKey(workload.id())) {
            return;
        }
        states.add(ReplicaTable.StateRow.of(report));
        replicas.computeIfAbsent(workload.id(), _ -> new LinkedHashMap<>())
                .put(report.replica(), replica.reported(report.state()));
        follow(report, workload);
    }

    private void follow(ReplicaReport report, Workload workload) {
        switch (report.state()) {
            case STARTING -> {
                if (workload.state() == WorkloadState.PLACED) {
                    change(Life.starting(workload), report, "starting");
                }
            }
            case RUNNING -> running(report, workload);
            case SUCCEEDED -> {
                if (all(workload, r -> r.state().equals(ReplicaState.SUCCEEDED.name()))) {
                    finish(Life.succeeded(workload, report.at()), report, "succeeded");
                }
            }
            case FAILED ->
                    finish(Life.failed(workload, why(report), report.at()), report, "failed");
            case STOPPED, LOST -> interrupted.put(workload.id(), report);
        }
    }

    private void running(ReplicaReport report, Workload workload) {
        if (!workload.spec().data().isEmpty()) {
            onDisk.computeIfAbsent(report.node(), _ -> new LinkedHashSet<>())
                    .addAll(workload.spec().data());
        }
        boolean first =
                workload.state() == WorkloadState.PLACED
                        || workload.state() == WorkloadState.STARTING;
        if (first && all(workload, r -> r.runs() || r.isOver())) {
            Workload running = Life.running(workload, report.at());
            change(running, report, "running");
            events.add(new WorkloadStarted(running));
            came.add(ToldTable.Came.started(running.id(), report.at()));
        }
        Prepared prepared = report.prepared();
        if (prepared != null) {
            story.add(
                    Story.Told.of(workload(workload.id()), now, "ready", words(report, prepared)));
        }
    }

    private static String words(ReplicaReport report, Prepared prepared) {
        String fetch = prepared.fetch() == null ? "" : ", fetched in " + prepared.fetch();
        String load = prepared.load() == null ? "" : ", loaded in " + prepared.load();
        return "replica %d on node %s%s%s".formatted(report.replica(), report.node(), fetch, load);
    }

    private boolean all(Workload workload, Predicate<BoundReplica> state) {
        List<BoundReplica> all = replicas(workload.id());
        return all.size() == workload.spec().replicas() && all.stream().allMatch(state);
    }

    private static EndReason why(ReplicaReport report) {
        return new EndReason.ReplicaFailed(
                report.replica(), report.node(), report.exitCode(), report.message());
    }

    private void finish(Workload ended, ReplicaReport report, String what) {
        change(ended, report, what);
        over.add(ended.id());
        if (ended.startedAt() == null) {
            // One that succeeded did run, at the latest by now, though nobody said so.
            came.add(
                    ended.state() == WorkloadState.SUCCEEDED
                            ? ToldTable.Came.started(ended.id(), report.at())
                            : ToldTable.Came.ended(ended.id(), report.at()));
        }
        DeadlineOutlook.of(ended, Start.UNKNOWN, now).ifPresent(kept -> deadline(ended, kept));
        events.add(new WorkloadFinished(ended));
    }

    private void deadline(Workload ended, DeadlineOutlook kept) {
        deadlines.add(kept);
        story.add(
                Story.Told.of(
                        ended,
                        now,
                        "deadline " + DashedEnums.nameOf(kept),
                        "it was " + ended.spec().deadline() + ", the end " + ended.endedAt()));
    }

    private void change(Workload next, ReplicaReport report, String what) {
        changed.putIfAbsent(next.id(), next.version() - 1);
        workloads.put(next.id(), next);
        story.add(
                Story.Told.of(
                        next,
                        now,
                        what,
                        report.message().isBlank()
                                ? "on node " + report.node()
                                : report.message()));
    }
}
