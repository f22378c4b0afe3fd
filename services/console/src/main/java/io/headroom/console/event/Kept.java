package io.headroom.console.event;

import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.SpendGranted;
import io.headroom.contracts.budget.SpendRequested;
import io.headroom.contracts.capacity.CapacityShortfall;
import io.headroom.contracts.capacity.ShortfallUnmet;
import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.contracts.workload.Workload;
import io.headroom.contracts.workload.WorkloadFinished;
import io.headroom.contracts.workload.WorkloadPlaced;
import io.headroom.contracts.workload.WorkloadPreempted;
import io.headroom.contracts.workload.WorkloadStarted;
import io.headroom.contracts.workload.WorkloadSubmitted;
import io.headroom.platform.bus.InboundEvent;
import io.headroom.platform.security.Caller;

/// An event in the log.
///
/// @param number counts the events as they came
/// @param tenant whose workload it speaks of; nothing where it concerns the whole fleet
/// @param weight about how many bytes it holds
record Kept(long number, InboundEvent event, Optional<String> tenant, int weight) {

    private static final int SMALL = 2048;

    /// An item of a shortfall names up to 100 workloads.
    private static final int ITEM = 4096;

    private static final int FORECAST_VALUE = 20;

    /// An event as the API shows it.
    record EventView(
            String id,
            String type,
            String key,
            Instant time,
            @Nullable String traceparent,
            @Nullable Event data) {}

    static Kept of(long number, InboundEvent event, Event said) {
        return new Kept(
                number,
                event,
                workload(said).map(workload -> workload.spec().tenant()),
                weigh(said));
    }

    /// What it says of a workload.
    static Optional<Workload> workload(Event said) {
        return switch (said) {
            case WorkloadSubmitted e -> Optional.of(e.workload());
            case WorkloadPlaced e -> Optional.of(e.workload());
            case WorkloadStarted e -> Optional.of(e.workload());
            case WorkloadPreempted e -> Optional.of(e.workload());
            case WorkloadFinished e -> Optional.of(e.workload());
            default -> Optional.empty();
        };
    }

    private static int weigh(Event said) {
        return switch (said) {
            case CapacityShortfall e -> SMALL + e.items().size() * ITEM;
            case ShortfallUnmet e -> SMALL + e.items().size() * ITEM;
            case SpendRequested e -> SMALL + e.nodes().size() * SMALL;
            case SpendGranted e -> SMALL + e.leases().size() * SMALL;
            case DemandForecast e ->
                    SMALL
                            + e.quantiles().values().stream()
                                    .mapToInt(values -> values.size() * FORECAST_VALUE)
                                    .sum();
            default -> SMALL;
        };
    }

    boolean isFor(Caller caller) {
        return caller.speaksForAll() || tenant.filter(caller.tenant()::equals).isPresent();
    }

    EventView view() {
        return new EventView(
                event.id().value().toString(),
                event.type().toString(),
                event.key(),
                event.time(),
                event.traceparent().orElse(null),
                Kinds.read(event).orElse(null));
    }
}
