package io.headroom.console.fleet;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

import io.headroom.contracts.budget.BudgetOpened;
import io.headroom.contracts.budget.BudgetThresholdReached;
import io.headroom.contracts.budget.CostAnomaly;
import io.headroom.contracts.budget.LeaseDenied;
import io.headroom.contracts.budget.SpendDenied;
import io.headroom.contracts.capacity.ShortfallUnmet;
import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.forecast.ModelsChanged;
import io.headroom.contracts.forecast.TargetBounded;
import io.headroom.contracts.json.DashedEnums;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.node.NodeRetained;
import io.headroom.contracts.node.NodeStateChanged;
import io.headroom.contracts.workload.EndReason;
import io.headroom.contracts.workload.Workload;
import io.headroom.contracts.workload.WorkloadFinished;
import io.headroom.contracts.workload.WorkloadPreempted;

/// The latest decisions and their reasons.
final class Feed {

    /// Two screens; whoever wants more looks at the events.
    private static final int MOST = 50;

    private final TreeSet<Decision> latest = new TreeSet<>(Decision.OLDEST_FIRST);
    private long number;

    void apply(Instant at, Event event) {
        switch (event) {
            case NodeStateChanged e -> node(at, e);
            case NodeRetained e -> plain(at, "node", e.key(), "retained", "in-use", e.why());
            case WorkloadPreempted e -> workload(at, e.workload());
            case WorkloadFinished e -> failed(at, e.workload());
            case SpendDenied e ->
                    add(
                            at,
                            "purchase",
                            e.key(),
                            "denied",
                            new NodeReason.SpendDeniedBy(e.budget(), e.missing()));
            case LeaseDenied e ->
                    add(
                            at,
                            "node",
                            e.key(),
                            "lease-denied",
                            new NodeReason.LeaseEnds(e.lease().until(), e.budget()));
            case BudgetThresholdReached e -> threshold(at, e);
            case BudgetOpened e ->
                    plain(
                            at,
                            "budget",
                            e.budget(),
                            "opened",
                            "opened",
                            "takes new workloads again");
            case CostAnomaly e -> plain(at, "node", e.key(), "anomaly", e.kind(), e.detail());
            case ModelsChanged e -> models(at, e);
            case TargetBounded e -> bounded(at, e);
            default -> {}
        }
    }

    private void bounded(Instant at, TargetBounded event) {
        String code = DashedEnums.nameOf(event.by());
        if (event.binds()) {
            plain(at, "forecast", event.series().toString(), "held-back", code, event.why());
        } else {
            plain(at, "forecast", event.series().toString(), "free", code, "no longer held back");
        }
    }

    /// That a node took a step or changed its price was not decided; that it was bought, drained or given up was.
    private void node(Instant at, NodeStateChanged event) {
        boolean moved = event.node().state() != event.previous();
        if (moved && !(event.why() instanceof NodeReason.Progress)) {
            add(at, "node", event.key(), DashedEnums.nameOf(event.node().state()), event.why());
        }
    }

    private void workload(Instant at, Workload workload) {
        if (workload.pendingReason() != null) {
            add(at, "workload", workload.id().toString(), "preempted", workload.pendingReason());
        }
    }

    private void failed(Instant at, Workload workload) {
        if (workload.endReason() instanceof EndReason.ReplicaFailed why) {
            add(at, "workload", workload.id().toString(), "failed", why);
        }
    }

    private void threshold(Instant at, BudgetThresholdReached event) {
        String message =
                "%d %% of %s is spent (%s) or committed (%s)"
                        .formatted(event.percent(), event.cap(), event.spent(), event.committed());
        plain(at, "budget", event.budget(), event.action(), "threshold-reached", message);
    }

    private void models(Instant at, ModelsChanged event) {
        String message =
                "begun: %s; stopped: %s"
                        .formatted(
                                event.begun(),
                                event.models().stream()
                                        .filter(m -> event.stopped().contains(m.model()))
                                        .map(m -> m.model() + " " + DashedEnums.nameOf(m.use()))
                                        .toList());
        plain(at, "series", event.series().toString(), "models-changed", "models", message);
    }

    /// What is newly not bought; what was said before is not said again each second.
    void unmet(Instant at, ShortfallUnmet event, Optional<ShortfallUnmet> before) {
        for (ShortfallUnmet.Item item : event.items()) {
            boolean known =
                    before.stream()
                            .flatMap(b -> b.items().stream())
                            .anyMatch(
                                    i ->
                                            i.shape().equals(item.shape())
                                                    && i.reason()
                                                            .getClass()
                                                            .equals(item.reason().getClass()));
            if (!known) {
                add(at, "lane", event.lane(), "unmet", item.reason());
            }
        }
    }

    private void plain(
            Instant at, String about, String id, String what, String code, String message) {
        add(at, about, id, what, new Decision.Plain(code, message));
    }

    private void add(Instant at, String about, String id, String what, Object reason) {
        latest.add(new Decision(at, number++, about, id, what, Decision.json(reason)));
        if (latest.size() > MOST) {
            latest.pollFirst();
        }
    }

    List<Decision> newestFirst() {
        return List.copyOf(latest.descendingSet());
    }
}
