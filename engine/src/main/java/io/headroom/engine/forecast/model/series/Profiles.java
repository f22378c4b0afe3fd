package io.headroom.engine.forecast.model.series;

/// Profiles: what a season looks like on average.
public final class Profiles {
    private Profiles() {}

    /// The mean of each phase, made to sum to nothing.
    public static double[] mean(double[] values, int season) {
        double[] profile = new double[season];
        int[] count = new int[season];
        for (int i = 0; i < values.length; i++) {
            profile[i % season] += values[i];
            count[i % season]++;
        }
        double sum = 0;
        for (int i = 0; i < season; i++) {
            profile[i] = count[i] == 0 ? 0 : profile[i] / count[i];
            sum += profile[i];
        }
        for (int i = 0; i < season; i++) {
            profile[i] -= sum / season;
        }
        return profile;
    }
}
