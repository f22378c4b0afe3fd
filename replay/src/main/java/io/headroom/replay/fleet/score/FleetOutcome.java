package io.headroom.replay.fleet.score;

import java.util.List;

import io.headroom.contracts.budget.Money;

/// What came of a trace: the same figures for a replay and for the live system.
///
/// @param forecastError mean absolute error of the median over mean demand; negative where nothing was forecast
public record FleetOutcome(
        String policy,
        Workloads workloads,
        Percentiles queueWaitSeconds,
        GpuHours gpuHours,
        Money costPerCompletedWorkload,
        Percentiles scaleUpSeconds,
        Budget budget,
        int launches,
        int instancesLeft,
        double forecastError) {

    /// submitted = done + waiting + refused + failed + cancelled + lost.
    public record Workloads(
            int submitted,
            int done,
            int waiting,
            int refused,
            int failed,
            int cancelled,
            int lost) {}

    public record Percentiles(double p50, double p95, double p99) {

        /// Nearest-rank percentiles; zeros where there is nothing.
        public static Percentiles of(List<Double> values) {
            List<Double> sorted = values.stream().sorted().toList();
            return new Percentiles(at(sorted, 0.50), at(sorted, 0.95), at(sorted, 0.99));
        }

        private static double at(List<Double> sorted, double share) {
            if (sorted.isEmpty()) {
                return 0;
            }
            int rank = (int) Math.ceil(share * sorted.size());
            return sorted.get(Math.clamp(rank - 1, 0, sorted.size() - 1));
        }
    }

    public record GpuHours(double bought, double used) {}

    public record Budget(Money cap, Money spent, Money highestCommitted) {}
}
