package io.headroom.console.event;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.headroom.contracts.budget.BudgetAnomaly;
import io.headroom.contracts.budget.BudgetChanged;
import io.headroom.contracts.budget.BudgetOpened;
import io.headroom.contracts.budget.BudgetThresholdReached;
import io.headroom.contracts.budget.CostAnomaly;
import io.headroom.contracts.budget.LeaseDenied;
import io.headroom.contracts.budget.LeaseRenewed;
import io.headroom.contracts.budget.SpendDenied;
import io.headroom.contracts.budget.SpendGranted;
import io.headroom.contracts.budget.SpendRequested;
import io.headroom.contracts.capacity.CapacityShortfall;
import io.headroom.contracts.capacity.LaneChanged;
import io.headroom.contracts.capacity.ShortfallUnmet;
import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.EventType;
import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.contracts.forecast.ModelsChanged;
import io.headroom.contracts.forecast.TargetBounded;
import io.headroom.contracts.node.NodeOccupancy;
import io.headroom.contracts.node.NodeReleaseRequested;
import io.headroom.contracts.node.NodeReleased;
import io.headroom.contracts.node.NodeRetained;
import io.headroom.contracts.node.NodeStateChanged;
import io.headroom.contracts.pool.PoolChanged;
import io.headroom.contracts.tenant.TenantChanged;
import io.headroom.contracts.workload.WorkloadFinished;
import io.headroom.contracts.workload.WorkloadNoticeGiven;
import io.headroom.contracts.workload.WorkloadPlaced;
import io.headroom.contracts.workload.WorkloadPreempted;
import io.headroom.contracts.workload.WorkloadStarted;
import io.headroom.contracts.workload.WorkloadSubmitted;
import io.headroom.platform.bus.InboundEvent;

/// All kinds of events that there are.
final class Kinds {

    private static final Map<EventType, Class<? extends Event>> ALL = new LinkedHashMap<>();

    static {
        List<Class<? extends Event>> kinds =
                List.of(
                        WorkloadSubmitted.class,
                        WorkloadPlaced.class,
                        WorkloadStarted.class,
                        WorkloadNoticeGiven.class,
                        WorkloadPreempted.class,
                        WorkloadFinished.class,
                        CapacityShortfall.class,
                        LaneChanged.class,
                        TenantChanged.class,
                        NodeOccupancy.class,
                        NodeReleased.class,
                        NodeRetained.class,
                        NodeStateChanged.class,
                        NodeReleaseRequested.class,
                        PoolChanged.class,
                        ShortfallUnmet.class,
                        SpendRequested.class,
                        SpendGranted.class,
                        SpendDenied.class,
                        LeaseRenewed.class,
                        LeaseDenied.class,
                        BudgetThresholdReached.class,
                        BudgetOpened.class,
                        BudgetAnomaly.class,
                        BudgetChanged.class,
                        CostAnomaly.class,
                        DemandForecast.class,
                        ModelsChanged.class,
                        TargetBounded.class);
        kinds.forEach(kind -> ALL.put(EventType.of(kind), kind));
    }

    private Kinds() {}

    /// What the event says; nothing of a kind that this release does not know.
    static Optional<Event> read(InboundEvent event) {
        return Optional.ofNullable(ALL.get(event.type())).map(event::as);
    }
}
