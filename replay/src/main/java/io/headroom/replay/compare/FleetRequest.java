package io.headroom.replay.compare;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.replay.trace.FleetTraceFormat;

/// Which trace to replay, and how.
///
/// @param policies by name, in the order in which they are shown
/// @param times by what arrivals are multiplied
/// @param last only the last part of the trace, what came before is history; absent: all of it
/// @param settle for how long before that is lived through as well and not scored: fleets are not empty in the middle of a day
/// @param warmMax how many nodes a pool keeps stopped that does not say it itself; absent: as many as may run
/// @param market what can be bought; absent: what suits the trace
/// @param waitingCosts further weights of waiting against spending, for headroom's curve
/// @param leases further lengths of a lease, for the price of certainty
/// @param checkpointsEvery how often work that serves nobody writes checkpoints: it may then be moved, so that nodes may go; absent: only
///     what the trace says
/// @param seed of what happens by chance; @param seeds how many worlds to live through, from that seed on
public record FleetRequest(
        Path trace,
        FleetTraceFormat format,
        List<String> policies,
        int times,
        @Nullable Duration last,
        Duration settle,
        @Nullable MarketFile market,
        @Nullable Integer warmMax,
        Money budget,
        Duration bootLeast,
        Duration bootMost,
        Duration wakeLeast,
        Duration wakeMost,
        double shortOfTime,
        List<Double> waitingCosts,
        List<Duration> leases,
        @Nullable Duration checkpointsEvery,
        long seed,
        int seeds) {

    public static final List<String> POLICIES =
            List.of(
                    "headroom",
                    "reactive",
                    "cluster-autoscaler",
                    "static",
                    "oracle",
                    "oracle-stopping");

    /// Waiting from a quarter of its usual worth to four times of it: headroom's whole curve.
    public static final List<Double> CURVE = List.of(1.5, 3.0, 12.0, 24.0);

    public FleetRequest {
        policies = List.copyOf(policies);
        waitingCosts = List.copyOf(waitingCosts);
        leases = List.copyOf(leases);
        for (String policy : policies) {
            if (!POLICIES.contains(policy)) {
                throw new IllegalArgumentException(
                        "no policy '"
                                + policy
                                + "': there are all, "
                                + String.join(", ", POLICIES));
            }
        }
        if (times < 1 || times > 1_000_000) {
            throw new IllegalArgumentException(
                    "arrivals can be multiplied by 1 to 1000000, not by " + times);
        }
        if (budget.compareTo(Money.ZERO) <= 0) {
            throw new IllegalArgumentException("a budget must be more than nothing, not " + budget);
        }
        if (last != null && (last.isNegative() || last.isZero())) {
            throw new IllegalArgumentException("the last part must be longer than nothing");
        }
        if (checkpointsEvery != null && checkpointsEvery.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException(
                    "checkpoints are a second apart at least, not " + checkpointsEvery);
        }
        if (settle.isNegative()) {
            throw new IllegalArgumentException("settling cannot take less than no time");
        }
        if (warmMax != null && (warmMax < 0 || warmMax > 100_000)) {
            throw new IllegalArgumentException(
                    "a pool can keep 0 to 100000 nodes stopped, not " + warmMax);
        }
        if (seeds < 1 || seeds > 100) {
            throw new IllegalArgumentException(
                    "there can be 1 to 100 seeds to live through, not " + seeds);
        }
        for (Duration lease : leases) {
            if (lease.compareTo(Duration.ofSeconds(1)) < 0) {
                throw new IllegalArgumentException("a lease lasts a second at least, not " + lease);
            }
        }
        for (double cost : waitingCosts) {
            if (!(cost > 0 && cost <= 1e6)) {
                throw new IllegalArgumentException(
                        "an hour's wait must cost more than nothing, not " + cost);
            }
        }
    }
}
