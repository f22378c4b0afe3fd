package io.headroom.provisioning.idle;

import java.time.Duration;
import java.time.Instant;

import io.headroom.contracts.node.KeptFor;

/// A reason as it was written down: a plan a second makes new figures, and few of them tell anything new.
///
/// @param atNanos when it was written
record Worded(KeptFor why, long atNanos) {

    /// Chances that differ by less are the same to a person; a tenth would hide how near the end is.
    private static final double SAME_CHANCE = 0.05;

    /// Real: what only time moved on is written again no sooner. At a fast clock a step of a forecast is a second.
    private static final Duration REFRESH = Duration.ofSeconds(10);

    boolean says(KeptFor other, Instant now, long nowNanos) {
        if (why.equals(other)) {
            return true;
        }
        return switch (why) {
            case KeptFor.ForeseenDemand before ->
                    other instanceof KeptFor.ForeseenDemand after
                            && isNear(before, after)
                            && (now.isBefore(before.until())
                                    || nowNanos - atNanos < REFRESH.toNanos());
            case KeptFor.WaitingWork before ->
                    other instanceof KeptFor.WaitingWork after
                            && before.shape().equals(after.shape())
                            && nowNanos - atNanos < REFRESH.toNanos();
            case KeptFor.Stopped before ->
                    other instanceof KeptFor.Stopped after
                            && before.since().equals(after.since())
                            && before.diskPerHour().equals(after.diskPerHour())
                            && nowNanos - atNanos < REFRESH.toNanos();
            case KeptFor.ManyLeave _ ->
                    other instanceof KeptFor.ManyLeave && nowNanos - atNanos < REFRESH.toNanos();
            case KeptFor.OnlyAdvised before ->
                    other instanceof KeptFor.OnlyAdvised after
                            && before.pool().equals(after.pool())
                            && nowNanos - atNanos < REFRESH.toNanos();
            case KeptFor.NotEmptied _,
                    KeptFor.TooSoon _,
                    KeptFor.PoolMinimum _,
                    KeptFor.PoolNotActing _ ->
                    false;
        };
    }

    private static boolean isNear(KeptFor.ForeseenDemand before, KeptFor.ForeseenDemand after) {
        return before.series().equals(after.series())
                && Math.abs(before.chance() - after.chance()) < SAME_CHANCE
                && Math.abs(before.enough() - after.enough()) < SAME_CHANCE
                && before.pricePerGpuHour().equals(after.pricePerGpuHour());
    }
}
