package io.headroom.provisioning.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

import io.headroom.contracts.agent.Prepared;
import io.headroom.contracts.agent.ReplicaReport;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.platform.bus.BusConnection;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.leader.Epoch;
import io.headroom.platform.leader.Fence;
import io.headroom.platform.leader.Leadership;
import io.headroom.platform.loop.Loops;
import io.headroom.platform.service.ThisService;
import io.headroom.provisioning.node.LiveNodes;
import io.headroom.provisioning.node.NodeRow;
import io.headroom.provisioning.pool.LeadTimes;
import io.headroom.provisioning.pool.NodeBefore;

/// Learns from agents' reports how long replicas fetch and load. Placement alone keeps the reports: what is not heard here is not learned, and nothing else
/// depends on it.
@Singleton
final class ReplicaTimes {

    private static final Logger LOG = Logger.getLogger(ReplicaTimes.class);
    private static final Duration EVERY = Duration.ofSeconds(1);

    /// Most reports say nothing of it: they are not even read. Within a text of theirs the quotes would be escaped.
    private static final String MARK = "\"prepared\":{";

    private static final int MOST_WAITING = 10_000;

    /// An agent says it until placement has stored it, seconds as a rule; this is as many as get ready meanwhile and more.
    private static final int REMEMBERED = 10_000;

    private record Start(WorkloadId workload, int replica, int attempt) {}

    private final BusConnection bus;
    private final ThisService self;
    private final LiveNodes nodes;
    private final LeadTimes leadTimes;
    private final Leadership leadership;
    private final Transactions transactions;
    private final Fence fence;
    private final LinkedBlockingQueue<ReplicaReport> waiting =
            new LinkedBlockingQueue<>(MOST_WAITING);
    private final LinkedHashMap<Start, NodeId> learned = new LinkedHashMap<>();

    @Inject
    ReplicaTimes(
            BusConnection bus,
            ThisService self,
            LiveNodes nodes,
            LeadTimes leadTimes,
            Leadership leadership,
            Transactions transactions,
            Fence fence) {
        this.bus = bus;
        this.self = self;
        this.nodes = nodes;
        this.leadTimes = leadTimes;
        this.leadership = leadership;
        this.transactions = transactions;
        this.fence = fence;
    }

    void start(@Observes StartupEvent event, Loops loops) {
        loops.onLeader("replica-times", EVERY, this::turn);
        bus.subscribe("headroom." + self.cell() + ".agent.report.*", this::hear);
    }

    private void hear(String subject, byte[] body) {
        if (!leadership.isLeader() || !new String(body, StandardCharsets.UTF_8).contains(MARK)) {
            return;
        }
        try {
            ReplicaReport report = HeadroomJson.tolerant().readValue(body, ReplicaReport.class);
            // The server lets an agent speak under its own node's subject alone.
            if (subject.endsWith("." + report.node())) {
                boolean _ = waiting.offer(report);
            }
        } catch (IOException | IllegalArgumentException e) {
            LOG.warnf("a report on %s cannot be read: %s", subject, e.getMessage());
        }
    }

    private void turn(Epoch epoch) {
        if (waiting.isEmpty()) {
            return;
        }
        List<ReplicaReport> heard = new ArrayList<>();
        waiting.drainTo(heard);
        Map<NodeId, NodeRow> live = new LinkedHashMap<>();
        nodes.all(epoch).forEach(row -> live.put(row.id(), row));
        List<LeadTimes.Seen> seen = new ArrayList<>();
        for (ReplicaReport report : heard) {
            NodeRow row = live.get(report.node());
            if (row != null && isNew(report)) {
                seen.addAll(seen(row, report));
            }
        }
        if (!seen.isEmpty()) {
            transactions
                    .asService(
                            session ->
                                    fence.check(session, epoch)
                                            .chain(() -> leadTimes.learnSeen(session, seen)))
                    .await()
                    .indefinitely();
        }
    }

    private static List<LeadTimes.Seen> seen(NodeRow row, ReplicaReport report) {
        Prepared prepared = report.prepared();
        return prepared == null
                ? List.of()
                : NodeBefore.of(row.wasWoken(), prepared).seen(row.node(), prepared);
    }

    /// It is said again until placement has stored it.
    private boolean isNew(ReplicaReport report) {
        Start start = new Start(report.workload(), report.replica(), report.attempt());
        boolean fresh = learned.putIfAbsent(start, report.node()) == null;
        if (learned.size() > REMEMBERED) {
            learned.pollFirstEntry();
        }
        return fresh;
    }
}
