package io.headroom.replay.fleet.given;

import java.time.Duration;

import io.headroom.engine.budget.lease.LeasePolicy;
import io.headroom.engine.scaling.fact.Consolidation;
import io.headroom.engine.scaling.fact.ScalingPolicy;

/// How an autoscaler goes about it.
///
/// @param batchIdle buys once nothing new was missing for so long; zero buys at once
/// @param batchMost but waits no longer than this
/// @param seesAfter what has waited for less is not seen yet
/// @param shortageMemory how long an offer that could not be had is left alone
/// @param rests no node is given back for so long after one was bought
/// @param heedsBudget whether it asks for money before it buys
/// @param foresees what it knows of the future
/// @param promises whether what is bound to a node on its way stays with it
/// @param keepsStopped whether its pools keep stopped nodes; who does not, ends what it does not need
/// @param lease for how long a node is paid in advance
public record Strategy(
        String name,
        ScalingPolicy scaling,
        Duration batchIdle,
        Duration batchMost,
        Duration seesAfter,
        Duration shortageMemory,
        Duration rests,
        boolean heedsBudget,
        Foresees foresees,
        boolean promises,
        boolean keepsStopped,
        Duration lease) {

    /// With leases as long as the live service's, and stopped nodes where it forecasts as that does.
    public Strategy(
            String name,
            ScalingPolicy scaling,
            Duration batchIdle,
            Duration batchMost,
            Duration seesAfter,
            Duration shortageMemory,
            Duration rests,
            boolean heedsBudget,
            Foresees foresees,
            boolean promises) {
        this(
                name,
                scaling,
                batchIdle,
                batchMost,
                seesAfter,
                shortageMemory,
                rests,
                heedsBudget,
                foresees,
                promises,
                foresees == Foresees.LEARNED,
                LeasePolicy.DEFAULT.length());
    }

    /// What of the future is known.
    public enum Foresees {
        NOTHING,
        /// The live forecaster over what was lived through.
        LEARNED,
        /// The future itself.
        TRUTH,
        /// Only how high the peak will be: that much is bought at the start, and kept.
        PEAK
    }

    /// Headroom as it runs live.
    public static Strategy headroom() {
        return new Strategy(
                "headroom",
                ScalingPolicy.DEFAULTS,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofMinutes(3),
                Duration.ZERO,
                true,
                Foresees.LEARNED,
                true);
    }

    /// A reactive autoscaler as Karpenter publishes its own behaviour: batches what is pending for
    /// 1 s of silence or 10 s at most, gives back what is empty (here after 30 s), forgets a
    /// shortage after 3 minutes, knows no forecast and no dollars.
    public static Strategy reactive() {
        return new Strategy(
                "reactive",
                withoutForecast(Duration.ofSeconds(30)),
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                Duration.ZERO,
                Duration.ofMinutes(3),
                Duration.ZERO,
                false,
                Foresees.NOTHING,
                false);
    }

    /// The Kubernetes cluster autoscaler with its defaults: looks every 10 s, sees a GPU pod once it is 30 s old, gives back what was
    /// unneeded for 10 minutes and nothing within 10 minutes of a purchase, leaves a group that failed alone for 5 minutes.
    public static Strategy clusterAutoscaler() {
        return new Strategy(
                "cluster-autoscaler",
                withoutForecast(Duration.ofMinutes(10)),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                Duration.ofMinutes(10),
                false,
                Foresees.NOTHING,
                false);
    }

    /// Headroom's own planner with the future in place of a forecast. It needs nothing at hand, and ends what it does not need.
    public static Strategy oracle() {
        return headroom().with("oracle", Foresees.TRUTH, false);
    }

    /// The same with the stopped nodes that headroom has: their wake is shorter than a boot, which is paid.
    public static Strategy oracleStopping() {
        return headroom().with("oracle-stopping", Foresees.TRUTH, true);
    }

    /// As many nodes as the peak needs, from the start to the end.
    public static Strategy fixed() {
        return new Strategy(
                "static",
                withoutForecast(Duration.ofDays(36_500)),
                Duration.ofDays(36_500),
                Duration.ofDays(36_500),
                Duration.ZERO,
                Duration.ofMinutes(3),
                Duration.ZERO,
                false,
                Foresees.PEAK,
                false);
    }

    private static ScalingPolicy withoutForecast(Duration keepIdle) {
        ScalingPolicy usual = ScalingPolicy.DEFAULTS;
        return new ScalingPolicy(
                usual.waiting(),
                keepIdle,
                false,
                usual.maxPurchases(),
                usual.forecastTenant(),
                usual.forecastEnvironment(),
                usual.maxAheadGpus());
    }

    /// What waits for a node on its way takes a ready one that becomes free before.
    public Strategy rebinding() {
        return with(name, scaling, foresees, false, keepsStopped, lease);
    }

    /// Another weight of waiting against spending.
    public Strategy waitingCosts(double perGpuHour) {
        ScalingPolicy other = scaling.waitingCosts(perGpuHour);
        return with(name, other, foresees, promises, keepsStopped, lease);
    }

    /// Work is moved so that nodes may go, as live by default.
    public Strategy consolidating() {
        ScalingPolicy other = scaling.consolidating(Consolidation.USUAL);
        return with(name, other, foresees, promises, keepsStopped, lease);
    }

    /// Paying for another time in advance.
    public Strategy leasing(Duration other) {
        return with(name, scaling, foresees, promises, keepsStopped, other);
    }

    private Strategy with(String otherName, Foresees other, boolean stops) {
        return with(otherName, scaling, other, false, stops, lease);
    }

    private Strategy with(
            String otherName,
            ScalingPolicy otherScaling,
            Foresees otherForesees,
            boolean otherPromises,
            boolean otherStops,
            Duration otherLease) {
        return new Strategy(
                otherName,
                otherScaling,
                batchIdle,
                batchMost,
                seesAfter,
                shortageMemory,
                rests,
                heedsBudget,
                otherForesees,
                otherPromises,
                otherStops,
                otherLease);
    }
}
