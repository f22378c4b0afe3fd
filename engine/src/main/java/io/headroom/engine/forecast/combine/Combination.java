package io.headroom.engine.forecast.combine;

import java.util.Arrays;
import java.util.List;

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
        int[] order = ascending(values, weights);
        double total = 0;
        for (int index : order) {
            total += weights[index];
        }
        double passed = 0;
        double before = 0;
        double beforeAt = Double.NEGATIVE_INFINITY;
        for (int index : order) {
            double middle = passed + weights[index] / 2;
            if (middle >= total / 2) {
                double share = (total / 2 - beforeAt) / (middle - beforeAt);
                return beforeAt < 0 ? values[index] : before + share * (values[index] - before);
            }
            passed += weights[index];
            before = values[index];
            beforeAt = middle;
        }
        return before;
    }

    /// Those with a weight, by value: a dozen at most, and asked for at every step, so by insertion.
    private static int[] ascending(double[] values, double[] weights) {
        int[] order = new int[values.length];
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            if (weights[i] > 0) {
                int at = count++;
                while (at > 0 && values[order[at - 1]] > values[i]) {
                    order[at] = order[at - 1];
                    at--;
                }
                order[at] = i;
            }
        }
        return Arrays.copyOf(order, count);
    }

    /// Better models get more say, and models of one kind share theirs: three variants of one regression err together, and would
    /// outvote what errs otherwise. Each gets its own weight by the root of what share the best has of its kind's.
    public static double[] weights(List<Attempt> attempts, double reference, double power) {
        double[] alone =
                weights(attempts.stream().mapToDouble(Attempt::error).toArray(), reference, power);
        double[] shared = new double[alone.length];
        double total = 0;
        for (int i = 0; i < alone.length; i++) {
            double sum = 0;
            double most = 0;
            for (int j = 0; j < alone.length; j++) {
                if (attempts.get(j).model().getClass() == attempts.get(i).model().getClass()) {
                    sum += alone[j];
                    most = Math.max(most, alone[j]);
                }
            }
            shared[i] = sum > 0 ? alone[i] * Math.sqrt(most / sum) : 0;
            total += shared[i];
        }
        for (int i = 0; i < shared.length && total > 0; i++) {
            shared[i] /= total;
        }
        return shared;
    }

    /// Weight falls with the `power` of the error; nothing for what loses to `reference`.
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
