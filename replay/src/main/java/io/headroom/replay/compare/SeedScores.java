package io.headroom.replay.compare;

import java.util.List;
import java.util.function.ToDoubleFunction;

import io.headroom.replay.fleet.score.PolicyScore;

/// What one policy made of a trace under several seeds.
///
/// @param seeds how many; @param deviation the standard deviation of one seed, from n - 1
public record SeedScores(
        String policy, double waitingCost, int seeds, Figures mean, Figures deviation) {

    /// The same figures as of one seed, costs in dollars.
    public record Figures(
            double waitP50,
            double waitP95,
            double waitP99,
            double withinTarget,
            double gpuHoursBought,
            double gpuHoursUsed,
            double cost,
            double costPerCompletedWorkload,
            double launches,
            double oscillations) {

        private static Figures of(ToDoubleFunction<ToDoubleFunction<PolicyScore>> summary) {
            return new Figures(
                    summary.applyAsDouble(s -> s.queueWaitSeconds().p50()),
                    summary.applyAsDouble(s -> s.queueWaitSeconds().p95()),
                    summary.applyAsDouble(s -> s.queueWaitSeconds().p99()),
                    summary.applyAsDouble(PolicyScore::withinTarget),
                    summary.applyAsDouble(s -> s.gpuHours().bought()),
                    summary.applyAsDouble(s -> s.gpuHours().used()),
                    summary.applyAsDouble(s -> s.cost().micros() / 1e6),
                    summary.applyAsDouble(s -> s.costPerCompletedWorkload().micros() / 1e6),
                    summary.applyAsDouble(PolicyScore::launches),
                    summary.applyAsDouble(PolicyScore::oscillations));
        }
    }

    /// @param scores of the same policy, one a seed
    static SeedScores of(List<PolicyScore> scores) {
        PolicyScore first = scores.getFirst();
        return new SeedScores(
                first.policy(),
                first.waitingCost(),
                scores.size(),
                Figures.of(figure -> mean(scores, figure)),
                Figures.of(figure -> deviation(scores, figure)));
    }

    private static double mean(List<PolicyScore> scores, ToDoubleFunction<PolicyScore> figure) {
        return scores.stream().mapToDouble(figure).average().orElse(0);
    }

    private static double deviation(
            List<PolicyScore> scores, ToDoubleFunction<PolicyScore> figure) {
        double mean = mean(scores, figure);
        double squares = 0;
        for (PolicyScore score : scores) {
            double off = figure.applyAsDouble(score) - mean;
            squares += off * off;
        }
        return Math.sqrt(squares / Math.max(1, scores.size() - 1));
    }
}
