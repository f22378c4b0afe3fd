package io.headroom.placement.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.node.NodeOccupancy;
import io.headroom.contracts.workload.Workload;
import io.headroom.contracts.workload.WorkloadPlaced;
import io.headroom.placement.decision.Decisions;
import io.headroom.placement.decision.InputsTable;
import io.headroom.placement.node.DesiredStateWriter;
import io.headroom.placement.node.NodeTable;
import io.headroom.placement.picture.ReplicaTable;
import io.headroom.placement.picture.ShortfallTable;
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
    private final EmptyingWriter emptying;

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
            MakingRoom makingRoom,
            EmptyingWriter emptying) {
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
        this.emptying = emptying;
    }

    Uni<Void> write(
            Mutiny.Session session, Epoch epoch, PlanNews news, Optional<InputsTable.Link> inputs) {
        commits.after(session, desired::wake);
        return fence.check(session, epoch)
                .chain(() -> workloads.update(session, news.changed()))
                .chain(() -> replicas.insert(session, news.delta().newReplicas))
                .chain(() -> nodes.occupancy(session, rows(news.occupancies())))
                .chain(() -> shortfalls.put(session, news.shortfalls(), news.counted()))
                .chain(() -> story.tell(session, news.delta().story))
                .chain(
                        () ->
                                decisions.keep(
                                        session,
                                        news.made(),
                                        news.counted().seenNodeVersion(),
                                        news.plan(),
                                        inputs))
                .chain(() -> outbox.add(session, events(news)))
                .chain(() -> makingRoom.write(session, news.snapshot(), news.plan(), news.now()))
                .chain(
                        () ->
                                emptying.write(
                                        session,
                                        news.snapshot(),
                                        news.plan().emptying(),
                                        news.now()));
    }

    private static List<Event> events(PlanNews news) {
        List<Event> events = new ArrayList<>();
        for (Workload placed : news.delta().placed) {
            events.add(
                    new WorkloadPlaced(
                            placed, news.delta().placements.getOrDefault(placed.id(), List.of())));
        }
        events.addAll(news.occupancies());
        events.addAll(news.shortfalls());
        return events;
    }

    private static List<NodeTable.OccupancyRow> rows(List<NodeOccupancy> occupancies) {
        return occupancies.stream()
                .map(
                        o ->
                                new NodeTable.OccupancyRow(
                                        o.node().value(),
                                        o.version(),
                                        o.replicas(),
                                        o.usedMilliGpu(),
                                        o.idleSince()))
                .toList();
    }
}
