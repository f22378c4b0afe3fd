package io.headroom.placement.report;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

import io.headroom.contracts.agent.ReplicaReport;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.contracts.node.NodeId;
import io.headroom.placement.binding.BindingLoop;
import io.headroom.placement.log.TailTable;
import io.headroom.placement.node.DesiredStateWriter;
import io.headroom.placement.node.NodeTable;
import io.headroom.placement.node.NodeView;
import io.headroom.placement.sql.OneWriter;
import io.headroom.platform.bus.BusConnection;
import io.headroom.platform.database.Commits;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.leader.Epoch;
import io.headroom.platform.leader.Fence;
import io.headroom.platform.leader.Leadership;
import io.headroom.platform.service.ThisService;

/// Takes the agents' replica reports, each once and in order; what is not stored now, the agent
/// sends again.
@Singleton
class Reports {

    private static final Logger LOG = Logger.getLogger(Reports.class);

    /// More wait on the agents' disks.
    private static final int MOST_WAITING = 10_000;

    private static final int BATCH = 256;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final BusConnection bus;
    private final Transactions transactions;
    private final Commits commits;
    private final Leadership leadership;
    private final Fence fence;
    private final NodeTable nodes;
    private final ReplicaReported reported;
    private final TailTable tails;
    private final BindingLoop binding;
    private final DesiredStateWriter desired;
    private final ThisService self;
    private final InstantSource clock;
    private final LinkedBlockingQueue<ReplicaReport> waiting =
            new LinkedBlockingQueue<>(MOST_WAITING);

    @Inject
    Reports(
            BusConnection bus,
            Transactions transactions,
            Commits commits,
            Leadership leadership,
            Fence fence,
            NodeTable nodes,
            ReplicaReported reported,
            TailTable tails,
            BindingLoop binding,
            DesiredStateWriter desired,
            ThisService self,
            InstantSource clock) {
        this.bus = bus;
        this.transactions = transactions;
        this.commits = commits;
        this.leadership = leadership;
        this.fence = fence;
        this.nodes = nodes;
        this.reported = reported;
        this.tails = tails;
        this.binding = binding;
        this.desired = desired;
        this.self = self;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        bus.subscribe("headroom." + self.cell() + ".agent.report.*", this::hear);
        var _ = Thread.ofPlatform().daemon().name("reports").start(this::work);
    }

    private void hear(String subject, byte[] body) {
        try {
            ReplicaReport report = HeadroomJson.tolerant().readValue(body, ReplicaReport.class);
            // The server lets an agent speak on its own node's subject alone: that is who it is.
            if (subject.endsWith("." + report.node()) && leadership.isLeader()) {
                boolean _ = waiting.offer(report);
            }
        } catch (IOException e) {
            LOG.warnf("a report on %s cannot be read: %s", subject, e.getMessage());
        }
    }

    private void work() {
        while (true) {
            try {
                List<ReplicaReport> batch = new ArrayList<>();
                batch.add(waiting.take());
                waiting.drainTo(batch, BATCH - 1);
                store(batch);
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException e) {
                LOG.warnf(e, "reports could not be stored; the agents send them again");
            }
        }
    }

    /// Whoever leads no longer stores nothing: the agents say it again to who does.
    private void store(List<ReplicaReport> batch) {
        leadership.current().ifPresent(epoch -> store(epoch, batch));
    }

    private void store(Epoch epoch, List<ReplicaReport> batch) {
        batch.sort(
                Comparator.comparing(ReplicaReport::node)
                        .thenComparingLong(ReplicaReport::sequence));
        transactions
                .asService(
                        session -> {
                            if (batch.stream().anyMatch(r -> r.state().isFinal())) {
                                // Room is free again; a start changes nothing for those who wait.
                                commits.after(session, binding::wake);
                            }
                            commits.after(session, desired::wake);
                            return fence.check(session, epoch)
                                    .chain(() -> OneWriter.enter(session))
                                    .chain(() -> nodes.lock(session, nodesOf(batch)))
                                    .chain(known -> take(session, known, batch));
                        })
                .await()
                .atMost(PATIENCE);
    }

    private static List<NodeId> nodesOf(List<ReplicaReport> batch) {
        return batch.stream().map(ReplicaReport::node).distinct().toList();
    }

    private Uni<Void> take(
            Mutiny.Session session, List<NodeView> known, List<ReplicaReport> batch) {
        Map<NodeId, NodeTable.SeenRow> seen = new LinkedHashMap<>();
        known.forEach(
                view ->
                        seen.put(
                                view.node().id(),
                                new NodeTable.SeenRow(
                                        view.node().id().value(),
                                        view.bootId(),
                                        view.reportsSeen())));
        List<ReplicaReport> next = new ArrayList<>();
        Map<NodeId, NodeTable.SeenRow> moved = new LinkedHashMap<>();
        for (ReplicaReport report : batch) {
            NodeTable.SeenRow last = seen.get(report.node());
            if (last != null && isNext(last, report)) {
                next.add(report);
                NodeTable.SeenRow now =
                        new NodeTable.SeenRow(last.id(), report.bootId(), report.sequence());
                seen.put(report.node(), now);
                moved.put(report.node(), now);
            }
        }
        return next.isEmpty()
                ? Uni.createFrom().voidItem()
                : reported.take(session, next)
                        .chain(() -> tails.keep(session, next, clock.instant()))
                        .chain(() -> nodes.reportsSeen(session, moved.values()))
                        .replaceWithVoid();
    }

    /// In order, without gaps: a missing one comes again, and this one after it.
    private static boolean isNext(NodeTable.SeenRow last, ReplicaReport report) {
        return report.bootId().equals(last.boot())
                ? report.sequence() == last.seen() + 1
                : report.sequence() == 1;
    }
}
