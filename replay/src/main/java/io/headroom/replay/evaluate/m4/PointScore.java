package io.headroom.replay.evaluate.m4;

/// The errors of one series' point forecasts, as the M4 competition measured them.
///
/// @param smape symmetric mean absolute percentage error, in percent
/// @param mase mean absolute error in units of seasonal naive's on the training part
record PointScore(double smape, double mase) {

    static PointScore of(double[] train, int period, double[] truth, double[] path) {
        double relative = 0;
        double absolute = 0;
        for (int h = 0; h < truth.length; h++) {
            double error = Math.abs(truth[h] - path[h]);
            double size = Math.abs(truth[h]) + Math.abs(path[h]);
            relative += size > 0 ? 2 * error / size : 0;
            absolute += error;
        }
        double scale = 0;
        int lag = Math.max(1, period);
        for (int i = lag; i < train.length; i++) {
            scale += Math.abs(train[i] - train[i - lag]) / (train.length - lag);
        }
        double mase = absolute == 0 ? 0 : absolute / truth.length / Math.max(scale, 1e-12);
        return new PointScore(100 * relative / truth.length, mase);
    }

    PointScore plus(PointScore other) {
        return new PointScore(smape + other.smape, mase + other.mase);
    }

    PointScore over(int count) {
        return new PointScore(smape / count, mase / count);
    }
}
