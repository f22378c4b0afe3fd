package io.headroom.replay.evaluate.m4;

import java.util.Arrays;

/// The M4 competition's yardstick: the last value, after a multiplicative season has been taken out where a 90 % test finds one.
final class NaiveTwo {
    /// Two-sided 90 % of the normal distribution.
    private static final double CRITICAL = 1.645;

    private NaiveTwo() {}

    static double[] path(double[] train, int period, int horizon) {
        double[] season = new double[Math.max(1, period)];
        Arrays.fill(season, 1);
        if (period > 1 && isSeasonal(train, period)) {
            season = season(train, period);
        }
        int n = train.length;
        double last = train[n - 1] / season[(n - 1) % season.length];
        double[] path = new double[horizon];
        for (int h = 0; h < horizon; h++) {
            path[h] = last * season[(n + h) % season.length];
        }
        return path;
    }

    static boolean isSeasonal(double[] values, int period) {
        if (values.length < 3 * period) {
            return false;
        }
        double sum = 1;
        for (int lag = 1; lag < period; lag++) {
            double r = autocorrelation(values, lag);
            sum += 2 * r * r;
        }
        double limit = CRITICAL * Math.sqrt(sum / values.length);
        return Math.abs(autocorrelation(values, period)) > limit;
    }

    private static double autocorrelation(double[] values, int lag) {
        double mean = Arrays.stream(values).average().orElse(0);
        double all = 0;
        double lagged = 0;
        for (int i = 0; i < values.length; i++) {
            double d = values[i] - mean;
            all += d * d;
            if (i >= lag) {
                lagged += d * (values[i - lag] - mean);
            }
        }
        return lagged / all;
    }

    /// Classical multiplicative decomposition: the mean ratio to a centred moving average, by phase.
    private static double[] season(double[] values, int period) {
        double[] sum = new double[period];
        int[] count = new int[period];
        int half = period / 2;
        for (int i = half; i < values.length - half; i++) {
            double ratio = values[i] / centred(values, i, period);
            if (Double.isFinite(ratio)) {
                sum[i % period] += ratio;
                count[i % period]++;
            }
        }
        double mean = 0;
        for (int p = 0; p < period; p++) {
            sum[p] /= Math.max(1, count[p]);
            mean += sum[p] / period;
        }
        for (int p = 0; p < period; p++) {
            sum[p] /= mean;
        }
        return sum;
    }

    /// An even period takes half of each end.
    private static double centred(double[] values, int at, int period) {
        int half = period / 2;
        double sum = 0;
        for (int k = -half; k <= half; k++) {
            boolean isEnd = period % 2 == 0 && Math.abs(k) == half;
            sum += values[at + k] * (isEnd ? 0.5 : 1);
        }
        return sum / period;
    }
}
