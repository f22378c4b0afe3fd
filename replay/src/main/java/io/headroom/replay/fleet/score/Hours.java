package io.headroom.replay.fleet.score;

import java.util.List;
import java.util.function.ToDoubleFunction;

import io.headroom.contracts.budget.Money;

/// What nodes cost up to some instant, and the GPU-hours in which they did what.
///
/// @param bought hours that a provider charges for, minimum billing counted
/// @param booting on their way; @param idle up, with nothing on the node
/// @param stopped with nothing but the disk to pay
/// @param wakes how often a stopped node was started
/// @param oscillations how often a node was given back within an hour of being asked for; @param rests how often one was stopped
public record Hours(
        Money cost,
        double bought,
        double booting,
        double idle,
        double stopped,
        int wakes,
        int oscillations,
        int rests) {

    static final Hours NONE = new Hours(Money.ZERO, 0, 0, 0, 0, 0, 0, 0);

    /// Of several nodes together.
    public static Hours sum(List<Hours> all) {
        Money cost = Money.ZERO;
        for (Hours each : all) {
            cost = cost.plus(each.cost);
        }
        return new Hours(
                cost,
                sum(all, Hours::bought),
                sum(all, Hours::booting),
                sum(all, Hours::idle),
                sum(all, Hours::stopped),
                all.stream().mapToInt(Hours::wakes).sum(),
                all.stream().mapToInt(Hours::oscillations).sum(),
                all.stream().mapToInt(Hours::rests).sum());
    }

    private static double sum(List<Hours> all, ToDoubleFunction<Hours> figure) {
        return all.stream().mapToDouble(figure).sum();
    }

    Hours minus(Hours other) {
        return new Hours(
                cost.minus(other.cost),
                bought - other.bought,
                booting - other.booting,
                idle - other.idle,
                stopped - other.stopped,
                wakes - other.wakes,
                oscillations - other.oscillations,
                rests - other.rests);
    }
}
