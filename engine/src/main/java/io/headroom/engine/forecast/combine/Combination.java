package io.headroom.engine.forecast.combine;

import java.util.Arrays;

/// One centre out of many models: between their weighted median and their weighted mean.
///
/// The median is deaf to a model that has run away, the mean makes use of errors that cancel.
public final class Combination {
    private Combination() {}

    public static double centre(double[] values, double[] weights) {
        return (median(values, weights) + mean(values, weights)) / 2;
    }

    private static double mean(double[] values, double[] weights) {
        double sum = 0;
        double total = 0;
        for (int i = 0; i < values.length; i++) {
            sum += weights[i] * values[i];
            total += weights[i];
        }
        return total > 0 ? sum / total : 0;
    }

    /// The middle of the weight, straight between the two values on either side of it.
    private static double median(double[] values, double[] weights) {
        int n = values.length;
        Integer[] order = new Integer[n];
        double total = 0;
        for (int i = 0; i < n; i++) {
            order[i] = i;
            total += weights[i];
        }
        Arrays.sort(order, (a, b) -> Double.compare(values[a], values[b]));
        double passed = 0;
        double before = Double.NaN;
        double beforeAt = 0;
        for (int index : order) {
            if (weights[index] <= 0) {
                continue;
            }
            double middle = passed + weights[index] / 2;
            if (middle >= total / 2) {
                if (Double.isNaN(before)) {
                    return values[index];
                }
                double share = (total / 2 - beforeAt) / (middle - beforeAt);
                return before + share * (values[index] - before);
            }
            passed += weights[index];
            before = values[index];
            beforeAt = middle;
        }
        return Double.isNaN(before) ? 0 : before;
    }

    /// Better models get more say: weight falls with the `power` of the error; nothing for what loses to `reference`.
    public static double[] weights(double[] errors, double reference, double power) {
        double best = Double.POSITIVE_INFINITY;
        for (double error : errors) {
            best = Math.min(best, error);
        }
        double[] weights = new double[errors.length];
        double total = 0;
        for (int i = 0; i < errors.length; i++) {
            boolean used = errors[i] <= reference;
            weights[i] = used ? Math.pow((best + 1e-9) / (errors[i] + 1e-9), power) : 0;
            if (weights[i] < 0.02) {
                weights[i] = 0;
            }
            total += weights[i];
        }
        for (int i = 0; i < weights.length && total > 0; i++) {
            weights[i] /= total;
        }
        return weights;
    }
}
