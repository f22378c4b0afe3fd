package io.headroom.placement.binding;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.capacity.CapacityShortfall;
import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.node.NodeOccupancy;
import io.headroom.contracts.workload.Workload;
import io.headroom.contracts.workload.WorkloadPlaced;
import io.headroom.engine.placement.PlacementPlan;
import io.headroom.placement.decision.Decisions;
import io.headroom.placement.decision.Decisions.Decided;
import io.headroom.placement.node.DesiredStateWriter;
import io.headroom.placement.node.NodeTable;
import io.headroom.placement.workload.Story;
import io.headroom.placement.workload.WorkloadTable;
import io.headroom.platform.database.Commits;
import io.headroom.platform.leader.Epoch;
import io.headroom.platform.leader.Fence;
import io.headroom.platform.outbox.Outbox;

/// Writes a plan: rows and events in one transaction that checks the epoch and every version.
@Singleton
final class PlanWriter {

    private final Fence fence;
    private final Commits commits;
    private final Outbox outbox;
    private final WorkloadTable workloads;
    private final ReplicaTable replicas;
    private final NodeTable nodes;
    private final ShortfallTable shortfalls;
    private final Story story;
    private final Decisions decisions;
    private final DesiredStateWriter desired;
    private final MakingRoom makingRoom;

    @Inject
    PlanWriter(
            Fence fence,
            Commits commits,
            Outbox outbox,
            WorkloadTable workloads,
            ReplicaTable replicas,
            NodeTable nodes,
            ShortfallTable shortfalls,
            Story story,
            Decisions decisions,
            DesiredStateWriter desired,
            MakingRoom makingRoom) {
        this.fence = fence;
        this.commits = commits;
        this.outbox = outbox;
        this.workloads = workloads;
        this.replicas = replicas;
        this.nodes = nodes;
        this.shortfalls = shortfalls;
        this.story = story;
        this.decisions = decisions;
        this.desired = desired;
        this.makingRoom = makingRoom;
    }

    Uni<Void> write(
            Mutiny.Session session,
            Epoch epoch,
            FleetSnapshot snapshot,
            PlacementPlan plan,
            UUID decision,
            Decided decided) {
        Instant now = decided.at();
        PlanDelta delta = new PlanDelta(snapshot, plan, now);
        List<NodeOccupancy> occupancies = delta.occupancies();
        List<Workload> changed = new ArrayList<>(delta.placed);
        changed.addAll(delta.waiting);
        return shortfalls
                .all(session)
                .map(last -> news(delta, last, decision))
                .chain(
                        shortfall -> {
                            if (changed.isEmpty()
                                    && occupancies.isEmpty()
                                    && shortfall.isEmpty()
                                    && delta.newReplicas.isEmpty()
                                    && !MakingRoom.changes(snapshot, plan)) {
                                return Uni.createFrom().voidItem();
                            }
                            commits.after(session, desired::wake);
                            List<Event> events = new ArrayList<>();
                            delta.placed.forEach(
                                    w ->
                                            events.add(
                                                    new WorkloadPlaced(
                                                            w,
                                                            delta.placements.getOrDefault(
                                                                    w.id(), List.of()))));
                            events.addAll(occupancies);
                            events.addAll(shortfall);
                            return fence.check(session, epoch)
                                    .chain(() -> workloads.update(session, changed))
                                    .chain(() -> replicas.insert(session, delta.newReplicas))
                                    .chain(() -> nodes.occupancy(session, rows(occupancies)))
                                    .chain(() -> shortfalls.put(session, shortfall))
                                    .chain(() -> story.tell(session, delta.story))
                                    .chain(
                                            () ->
                                                    decisions.keep(
                                                            session,
                                                            decision,
                                                            now,
                                                            snapshot.seenNodeVersion(),
                                                            plan,
                                                            decided))
                                    .chain(() -> outbox.add(session, events))
                                    .chain(() -> makingRoom.write(session, snapshot, plan, now));
                        });
    }

    private static List<NodeTable.OccupancyRow> rows(List<NodeOccupancy> occupancies) {
        return occupancies.stream()
                .map(o -> new NodeTable.OccupancyRow(o.node().value(), o.version(), o.idleSince()))
                .toList();
    }

    private static List<CapacityShortfall> news(
            PlanDelta delta, Map<String, ShortfallTable.Last> last, UUID decision) {
        Map<String, Long> versions = new LinkedHashMap<>();
        last.forEach((lane, said) -> versions.put(lane, said.version()));
        return delta.shortfalls(versions, decision).stream()
                .filter(
                        s -> {
                            ShortfallTable.Last said = last.get(s.lane());
                            return said == null
                                    ? !s.items().isEmpty()
                                    : !said.items().equals(ShortfallTable.items(s));
                        })
                .toList();
    }
}
