package io.headroom.placement.decision;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.fairness.PastUse;
import io.headroom.engine.fairness.QuotaUse;
import io.headroom.engine.fleet.Fleet;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.fleet.Queue;
import io.headroom.engine.fleet.Running;
import io.headroom.engine.fleet.Waiting;
import io.headroom.engine.placement.PlacementFacts;
import io.headroom.engine.placement.PlacementPlan;
import io.headroom.engine.placement.PlacementPolicy;
import io.headroom.engine.placement.defrag.Known;
import io.headroom.engine.placement.emptying.ToEmpty;
import io.headroom.engine.placement.preemption.Preemption;

/// What a decision was made from, as far as it differs from what the decision before it was made from: of a large fleet little changes
/// from one turn to the next.
///
/// @param moving absent in what older releases kept; @param emptying absent where there is nothing
/// @param policy absent where it is the same
record Difference(
        Changes<NodeId, Node> nodes,
        Changes<WorkloadId, Waiting> waiting,
        Changes<WorkloadId, Running> running,
        List<Preemption> preemptions,
        List<WorkloadId> evicted,
        List<PastUse> past,
        List<QuotaUse> quotas,
        @Nullable Known moving,
        @Nullable ToEmpty emptying,
        @Nullable PlacementPolicy policy,
        Instant at,
        PlacementPlan plan) {

    /// What came to a list, or changed, and what went.
    record Changes<K, V>(List<V> put, List<K> gone) {

        static <K, V> Changes<K, V> between(List<V> before, List<V> after, Function<V, K> key) {
            Map<K, V> left = byKey(before, key);
            List<V> put = new ArrayList<>();
            for (V value : after) {
                if (!value.equals(left.remove(key.apply(value)))) {
                    put.add(value);
                }
            }
            return new Changes<>(put, List.copyOf(left.keySet()));
        }

        List<V> after(List<V> before, Function<V, K> key) {
            Map<K, V> all = byKey(before, key);
            gone.forEach(all::remove);
            put.forEach(value -> all.put(key.apply(value), value));
            return List.copyOf(all.values());
        }

        private static <K, V> Map<K, V> byKey(List<V> values, Function<V, K> key) {
            Map<K, V> all = LinkedHashMap.newLinkedHashMap(values.size());
            values.forEach(value -> all.put(key.apply(value), value));
            return all;
        }
    }

    static Difference between(Decided before, Decided after) {
        PlacementFacts then = before.facts();
        PlacementFacts now = after.facts();
        return new Difference(
                Changes.between(then.fleet().nodes(), now.fleet().nodes(), Node::id),
                Changes.between(then.queue().waiting(), now.queue().waiting(), Waiting::id),
                Changes.between(then.running(), now.running(), Running::id),
                now.preemptions(),
                now.evicted(),
                now.past(),
                now.quotas(),
                now.moving(),
                now.emptying().equals(ToEmpty.NOTHING) ? null : now.emptying(),
                after.policy().equals(before.policy()) ? null : after.policy(),
                after.at(),
                after.plan());
    }

    /// The decision whose difference from the given one this is.
    Decided after(Decided before) {
        PlacementFacts then = before.facts();
        return new Decided(
                new PlacementFacts(
                        new Fleet(nodes.after(then.fleet().nodes(), Node::id)),
                        new Queue(waiting.after(then.queue().waiting(), Waiting::id)),
                        running.after(then.running(), Running::id),
                        preemptions,
                        evicted,
                        past,
                        quotas,
                        moving == null ? Known.NOTHING : moving,
                        emptying == null ? ToEmpty.NOTHING : emptying),
                policy == null ? before.policy() : policy,
                at,
                plan);
    }
}
