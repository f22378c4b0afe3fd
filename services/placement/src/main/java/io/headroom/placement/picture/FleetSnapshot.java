package io.headroom.placement.picture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.headroom.contracts.capacity.LaneSpec;
import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.workload.Workload;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.fairness.FairnessPolicy;
import io.headroom.engine.fairness.PastUse;
import io.headroom.engine.placement.emptying.ToEmpty;
import io.headroom.engine.placement.preemption.Preemption;
import io.headroom.placement.node.NodeView;
import io.headroom.placement.picture.SnapshotLoader.QuotaNow;
import io.headroom.placement.preemption.PreemptionTable.Evicted;
import io.headroom.placement.sql.Declared;

/// All that one turn of the loop decides from, as it stood at one instant.
///
/// @param writers how many had changed it when it was loaded
/// @param said the shortfall of each lane as it was said last
/// @param forecasts the last word on each series of demand
/// @param emptying nodes that would go if what runs on them could move
public record FleetSnapshot(
        long writers,
        Map<WorkloadId, Workload> workloads,
        Map<NodeId, NodeView> nodes,
        List<BoundReplica> replicas,
        List<Declared<LaneSpec>> lanes,
        Map<String, ShortfallTable.Last> said,
        FairnessPolicy fairness,
        List<Preemption> preemptions,
        List<Evicted> evicted,
        List<PastUse> past,
        List<QuotaNow> quotas,
        List<DemandForecast> forecasts,
        ToEmpty emptying) {

    public long seenNodeVersion() {
        return nodes.values().stream().mapToLong(n -> n.node().version()).max().orElse(0);
    }

    /// The workloads that are not over and have a deadline.
    public List<Workload> due() {
        return workloads.values().stream().filter(w -> w.spec().deadline() != null).toList();
    }

    /// The lane's nodes that hold replicas or will, in order.
    public List<NodeId> usableNodes(String lane) {
        return nodes.values().stream()
                .map(NodeView::node)
                .filter(n -> n.lane().equals(lane) && n.state().isUsable())
                .map(Node::id)
                .sorted()
                .toList();
    }

    /// Takes the parts as they are read.
    public static final class Builder {
        private long writers;
        private final Map<String, ShortfallTable.Last> said = new LinkedHashMap<>();
        private final Map<WorkloadId, Workload> workloads = new LinkedHashMap<>();
        private final Map<NodeId, NodeView> nodes = new LinkedHashMap<>();
        private final List<BoundReplica> replicas = new ArrayList<>();
        private final List<Declared<LaneSpec>> lanes = new ArrayList<>();
        private FairnessPolicy fairness = FairnessPolicy.USUAL;
        private final List<Preemption> preemptions = new ArrayList<>();
        private final List<Evicted> evicted = new ArrayList<>();
        private final List<PastUse> past = new ArrayList<>();
        private final List<QuotaNow> quotas = new ArrayList<>();
        private final List<DemandForecast> forecasts = new ArrayList<>();
        private ToEmpty emptying = ToEmpty.NOTHING;

        void writers(long finished) {
            writers = finished;
        }

        public void said(List<ShortfallTable.Last> found) {
            found.forEach(last -> said.put(last.lane(), last));
        }

        public void live(
                Map<WorkloadId, Workload> known,
                Map<NodeId, NodeView> alive,
                List<BoundReplica> bound) {
            workloads.putAll(known);
            nodes.putAll(alive);
            replicas.addAll(bound);
        }

        void lanes(List<Declared<LaneSpec>> found) {
            lanes.addAll(found);
        }

        void fairness(FairnessPolicy found) {
            fairness = found;
        }

        void preemptions(List<Preemption> found) {
            preemptions.addAll(found);
        }

        void evicted(List<Evicted> found) {
            evicted.addAll(found);
        }

        void past(List<PastUse> found) {
            past.addAll(found);
        }

        void quotas(List<QuotaNow> found) {
            quotas.addAll(found);
        }

        void forecasts(List<DemandForecast> found) {
            forecasts.addAll(found);
        }

        void emptying(ToEmpty found) {
            emptying = found;
        }

        public FleetSnapshot build() {
            return new FleetSnapshot(
                    writers,
                    workloads,
                    nodes,
                    replicas,
                    lanes,
                    said,
                    fairness,
                    preemptions,
                    evicted,
                    past,
                    quotas,
                    forecasts,
                    emptying);
        }
    }
}
