package io.headroom.engine.scaling.fact;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.headroom.contracts.capacity.CapacityShortfall;
import io.headroom.contracts.capacity.ShortfallItem;
import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.contracts.workload.WorkloadClass;

/// What waiting is worth. How long work of a class may wait says what an hour's wait of it costs: a GPU whose work has waited for all
/// of its target has cost the same, whatever the class.
///
/// @param perGpuHour dollars that an hour's wait of one GPU of online inference is worth
/// @param targets how long work of each class may wait; a class that is not named has its usual one ([#usual])
public record WaitingCost(double perGpuHour, Map<WorkloadClass, Duration> targets) {

    public WaitingCost {
        if (!(perGpuHour >= 0) || Double.isInfinite(perGpuHour)) {
            throw new IllegalArgumentException("waiting cannot cost $" + perGpuHour + " an hour");
        }
        EnumMap<WorkloadClass, Duration> all = new EnumMap<>(WorkloadClass.class);
        for (WorkloadClass each : WorkloadClass.values()) {
            Duration target = targets.getOrDefault(each, usual(each));
            if (target.toMillis() <= 0) {
                throw new IllegalArgumentException(
                        "the target of " + each + " must be longer than nothing: " + target);
            }
            all.put(each, target);
        }
        targets = Collections.unmodifiableMap(all);
    }

    /// With the usual targets.
    public WaitingCost(double perGpuHour) {
        this(perGpuHour, new EnumMap<>(WorkloadClass.class));
    }

    /// How long work of a class may wait where nobody says otherwise. Who waits for an answer gives up within a minute; a batch is late
    /// when its hour is; who trains comes back after a break, and has more patience the longer it runs.
    public static Duration usual(WorkloadClass of) {
        return switch (of) {
            case ONLINE_INFERENCE -> Duration.ofMinutes(1);
            case BATCH_INFERENCE -> Duration.ofMinutes(10);
            case FINE_TUNING -> Duration.ofMinutes(15);
            case TRAINING -> Duration.ofMinutes(30);
        };
    }

    /// The same targets at another price.
    public WaitingCost at(double otherPerGpuHour) {
        return new WaitingCost(otherPerGpuHour, targets);
    }

    /// Dollars that an hour's wait of one GPU of this class is worth.
    public double of(WorkloadClass each) {
        return perGpuHour
                * target(WorkloadClass.ONLINE_INFERENCE).toMillis()
                / target(each).toMillis();
    }

    /// Of the demand that a forecast speaks of, on average over its classes; as online inference where nobody knows them.
    public double of(DemandForecast forecast) {
        double dollars = 0;
        double shares = 0;
        for (Map.Entry<WorkloadClass, Double> share : forecast.classShares().entrySet()) {
            dollars += share.getValue() * of(share.getKey());
            shares += share.getValue();
        }
        return shares <= 0 ? perGpuHour : dollars / shares;
    }

    /// Of one GPU of what is missing in a lane, on average; nothing where nothing is.
    public double of(String lane, List<CapacityShortfall> shortfalls) {
        double dollars = 0;
        double gpus = 0;
        for (CapacityShortfall shortfall : shortfalls) {
            for (ShortfallItem item : shortfall.items()) {
                double more = item.replicas() * (double) item.shape().totalMilliGpu();
                dollars += shortfall.lane().equals(lane) ? more * of(item.workloadClass()) : 0;
                gpus += shortfall.lane().equals(lane) ? more : 0;
            }
        }
        return gpus <= 0 ? 0 : dollars / gpus;
    }

    /// Of what a node is there for: the dearest demand that could use it.
    public double of(NodeFact node, List<DemandForecast> forecasts) {
        return forecasts.stream()
                .filter(f -> LaneCapacity.serves(node, f))
                .mapToDouble(this::of)
                .max()
                .orElse(perGpuHour);
    }

    /// How long work of this class may wait.
    public Duration target(WorkloadClass each) {
        Duration target = targets.get(each);
        return target == null ? usual(each) : target;
    }
}
