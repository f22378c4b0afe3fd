package io.headroom.engine.scaling.worth;

import java.time.Duration;

import io.headroom.engine.scaling.fact.Offer;

/// How sure one must be of demand to buy for it, and how sure that there is none to give back: the newsvendor's rule over the time
/// that a purchase decides about.
///
/// A GPU that is missing makes its work wait for a lead time, at what that is worth (`WaitingCost`). A GPU that is not needed is paid from its
/// purchase until it is given back. Neither is an hour's worth of anything.
public final class Newsvendor {

    private Newsvendor() {}

    /// The chance of use from which on a GPU is bought ahead: Co / (Cu + Co).
    ///
    /// @param waiting dollars that an hour's wait of one GPU is worth; @param keepIdle how long idle nodes are kept at least
    public static double chanceToBuy(Offer offer, double waiting, Duration keepIdle) {
        double missing = waiting * hours(offer.lead().mean());
        double idle = perGpuHour(offer) * hours(heldAtLeast(offer, keepIdle));
        return Math.max(1e-9, idle) / (missing + Math.max(1e-9, idle));
    }

    /// The quantile of demand that this comes to.
    public static double quantile(Offer offer, double waiting, Duration keepIdle) {
        return 1 - chanceToBuy(offer, waiting, keepIdle);
    }

    /// How long a node that nothing needs is paid for: its boot, then as long as idle nodes are kept, at least the minimum.
    public static Duration heldAtLeast(Offer offer, Duration keepIdle) {
        Duration held = offer.boot().plus(keepIdle).plus(offer.timeToTerminate());
        return held.compareTo(offer.minimumBilling()) < 0 ? offer.minimumBilling() : held;
    }

    /// The chance of use after `ahead` from which on an idle GPU is kept until then: what idling costs over what another one instead of it
    /// would. Above 1 nothing is worth the wait.
    static double chanceToKeep(double perGpuHour, Another another, Duration ahead, double waiting) {
        double again = another.costs(perGpuHour, waiting);
        return again <= 0 ? 2 : perGpuHour * hours(ahead) / again;
    }

    /// How far ahead a use can be that an idle GPU is kept for.
    static Duration breakEven(double perGpuHour, Another another, double waiting) {
        double most = 1000 * another.lead().toMillis();
        double millis =
                perGpuHour <= 0
                        ? most
                        : another.costs(perGpuHour, waiting) / perGpuHour * 3_600_000;
        return Duration.ofMillis((long) Math.min(most, millis));
    }

    public static double perGpuHour(Offer offer) {
        return offer.marginalPerHour().micros() / 1e6 / Math.max(1, offer.template().gpus());
    }

    public static double hours(Duration duration) {
        return duration.toMillis() / 3_600_000.0;
    }
}
