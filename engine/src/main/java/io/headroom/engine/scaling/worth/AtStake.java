package io.headroom.engine.scaling.worth;

import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.ShortfallItem;
import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.engine.scaling.fact.WaitingCost;

/// What one GPU's work has to lose by waiting, and by losing its machine.
///
/// @param waiting dollars that an hour's wait is worth
/// @param lost work that is lost on average when its machine is taken back
public record AtStake(double waiting, Duration lost) {

    /// Work of which nobody knows more loses half an hour: half would make spot machines of long work too cheap, twice those of short.
    private static final Duration UNKNOWN = Duration.ofMinutes(30);

    public static AtStake of(ShortfallItem item, WaitingCost waiting) {
        return new AtStake(
                waiting.of(item.workloadClass()),
                lost(item.workloadClass(), item.checkpointEvery(), item.expected()));
    }

    /// On average over the classes of a demand.
    public static AtStake of(DemandForecast forecast, WaitingCost waiting) {
        double millis = 0;
        double shares = 0;
        for (Map.Entry<WorkloadClass, Double> share : forecast.classShares().entrySet()) {
            millis += share.getValue() * lost(share.getKey(), null, null).toMillis();
            shares += share.getValue();
        }
        return new AtStake(
                waiting.of(forecast),
                shares <= 0 ? UNKNOWN : Duration.ofMillis((long) (millis / shares)));
    }

    /// A moment of the run is as likely as any other: on average half of what would have to be done again.
    private static Duration lost(
            WorkloadClass of, @Nullable Duration checkpointEvery, @Nullable Duration expected) {
        if (of == WorkloadClass.ONLINE_INFERENCE) {
            return Duration.ZERO;
        }
        if (checkpointEvery != null
                && (expected == null || checkpointEvery.compareTo(expected) < 0)) {
            return checkpointEvery.dividedBy(2);
        }
        return expected == null ? UNKNOWN : expected.dividedBy(2);
    }
}
