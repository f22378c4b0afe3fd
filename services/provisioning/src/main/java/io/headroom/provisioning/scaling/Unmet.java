package io.headroom.provisioning.scaling;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.capacity.ShortfallUnmet;
import io.headroom.contracts.workload.PendingReason;
import io.headroom.engine.scaling.fact.ScalingFacts;
import io.headroom.engine.scaling.fact.ScalingPlan;
import io.headroom.platform.database.Rows;
import io.headroom.platform.outbox.Outbox;

/// Says of each lane what is not bought and why, whenever that changes: it is why workloads go on waiting.
@Singleton
final class Unmet {

    private final Outbox outbox;

    /// What was said last, by lane; after a restart all of it is said once more.
    private Map<String, List<ShortfallUnmet.Item>> said = Map.of();

    private boolean spoken;

    @Inject
    Unmet(Outbox outbox) {
        this.outbox = outbox;
    }

    boolean isNew(ScalingFacts facts, ScalingPlan plan) {
        return !changed(facts, plan).isEmpty();
    }

    void remember(ScalingPlan plan) {
        said = byLane(plan);
        spoken = true;
    }

    Uni<Void> publish(Mutiny.Session session, ScalingFacts facts, ScalingPlan plan, Instant now) {
        Map<String, List<ShortfallUnmet.Item>> changed = changed(facts, plan);
        if (changed.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Rows.text(
                        session,
                        "update counter set value = value + 1 where name = 'unmet-version'"
                                + " returning cast(value as text)",
                        Map.of())
                .chain(
                        version ->
                                outbox.add(
                                        session,
                                        changed.entrySet().stream()
                                                .map(
                                                        e ->
                                                                new ShortfallUnmet(
                                                                        e.getKey(),
                                                                        Long.parseLong(
                                                                                version
                                                                                        .orElseThrow()),
                                                                        now,
                                                                        e.getValue()))
                                                .toList()));
    }

    /// The lanes of which something else holds than was said; empty items: nothing is unmet any more.
    private Map<String, List<ShortfallUnmet.Item>> changed(ScalingFacts facts, ScalingPlan plan) {
        Map<String, List<ShortfallUnmet.Item>> now = byLane(plan);
        TreeSet<String> lanes = new TreeSet<>(now.keySet());
        lanes.addAll(said.keySet());
        if (!spoken) {
            facts.shortfalls().forEach(s -> lanes.add(s.lane()));
        }
        Map<String, List<ShortfallUnmet.Item>> changed = new LinkedHashMap<>();
        for (String lane : lanes) {
            List<ShortfallUnmet.Item> items = now.getOrDefault(lane, List.of());
            if (!spoken || !items.equals(said.getOrDefault(lane, List.of()))) {
                changed.put(lane, items);
            }
        }
        return changed;
    }

    private static Map<String, List<ShortfallUnmet.Item>> byLane(ScalingPlan plan) {
        Map<String, List<ShortfallUnmet.Item>> byLane = new LinkedHashMap<>();
        for (ScalingPlan.Unmet u : plan.unmet()) {
            byLane.computeIfAbsent(u.lane(), _ -> new ArrayList<>())
                    .add(
                            new ShortfallUnmet.Item(
                                    u.item().shape(),
                                    u.replicas(),
                                    u.item().workloads(),
                                    reason(u)));
        }
        return byLane;
    }

    private static PendingReason reason(ScalingPlan.Unmet unmet) {
        String shape = unmet.item().shape().describe();
        return switch (unmet.why()) {
            case ScalingPlan.Why.Refused(var refusal) ->
                    new PendingReason.BudgetDenied(
                            refusal.budget(), refusal.missing(), refusal.until());
            case ScalingPlan.Why.NeededByWhatRuns(var budget, var missing, var until) ->
                    new PendingReason.BudgetDenied(budget, missing, until);
            case ScalingPlan.Why.NoOfferHolds none ->
                    new PendingReason.NoCapacity(shape, none.message());
            case ScalingPlan.Why.NotInOnePlace apart ->
                    new PendingReason.NoCapacity(shape, apart.message());
            case ScalingPlan.Why.PoolsAtMax max ->
                    new PendingReason.NoCapacity(shape, max.message());
        };
    }
}
