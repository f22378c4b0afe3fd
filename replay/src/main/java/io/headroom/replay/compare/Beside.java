package io.headroom.replay.compare;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

import org.jspecify.annotations.Nullable;

import io.headroom.replay.fleet.score.PolicyScore;

/// How headroom stands beside another policy, at the best of its settings for each question.
///
/// @param waitAtNoMoreCost the shortest p95 of the wait of those settings that cost no more, over the other's; absent if all cost more
/// @param costAtNoLongerWait the lowest cost of those whose p95 is no longer, over the other's; absent if all are longer
/// @param costAtItsShare the lowest cost of those with no less of the work within its target, over the other's; absent if all have less
public record Beside(
        String policy,
        @Nullable Mark waitAtNoMoreCost,
        @Nullable Mark costAtNoLongerWait,
        @Nullable Mark costAtItsShare) {

    /// @param ratio headroom's over the other's
    /// @param waitingCost the setting: dollars that an hour's wait for one GPU is worth
    public record Mark(double ratio, double waitingCost) {
        private String describe() {
            return String.format(Locale.ROOT, "%.3f (at $%.4g)", ratio, waitingCost);
        }
    }

    /// @param settings headroom, at each of its settings
    static Beside of(PolicyScore other, List<PolicyScore> settings) {
        return new Beside(
                other.policy(),
                best(
                        settings.stream().filter(s -> cost(s) <= cost(other)).toList(),
                        Beside::wait,
                        other),
                best(
                        settings.stream().filter(s -> wait(s) <= wait(other)).toList(),
                        Beside::cost,
                        other),
                best(
                        settings.stream()
                                .filter(s -> s.withinTarget() >= other.withinTarget())
                                .toList(),
                        Beside::cost,
                        other));
    }

    private static @Nullable Mark best(
            List<PolicyScore> settings, ToDoubleFunction<PolicyScore> figure, PolicyScore other) {
        double theirs = figure.applyAsDouble(other);
        Optional<PolicyScore> least = settings.stream().min(Comparator.comparingDouble(figure));
        return least.isEmpty() || theirs <= 0
                ? null
                : new Mark(figure.applyAsDouble(least.get()) / theirs, least.get().waitingCost());
    }

    private static double cost(PolicyScore score) {
        return score.cost().micros() / 1e6;
    }

    private static double wait(PolicyScore score) {
        return score.queueWaitSeconds().p95();
    }

    static String head() {
        return "%-26s %24s %24s %24s"
                .formatted(
                        "HEADROOM OVER IT",
                        "P95 AT NO MORE COST",
                        "COST AT NO LONGER P95",
                        "COST AT ITS SHARE WITHIN");
    }

    String line() {
        return "%-26s %24s %24s %24s"
                .formatted(
                        policy,
                        describe(waitAtNoMoreCost),
                        describe(costAtNoLongerWait),
                        describe(costAtItsShare));
    }

    private static String describe(@Nullable Mark mark) {
        return mark == null ? "at no setting" : mark.describe();
    }
}
