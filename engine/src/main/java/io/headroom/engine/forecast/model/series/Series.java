package io.headroom.engine.forecast.model.series;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/// A history made ready for arithmetic: gaps filled, seasons counted in steps.
///
/// Filled values keep recursions going; fits and scores leave them out by [#isKnown].
public final class Series {
    private final double[] values;
    private final boolean[] known;
    private final int[] seasons;
    private final Map<Scale, double[]> onScales = new EnumMap<>(Scale.class);

    private Series(double[] values, boolean[] known, int[] seasons) {
        this.values = values;
        this.known = known;
        this.seasons = seasons;
    }

    /// Fills the gaps: from one longest season ago where that is known, else straight between the neighbours.
    ///
    /// @param raw NaN where the value is not known
    /// @param seasons lengths in steps, rising, each at least 2
    public static Series of(double[] raw, int... seasons) {
        boolean[] known = new boolean[raw.length];
        double[] values = raw.clone();
        for (int i = 0; i < raw.length; i++) {
            known[i] = !Double.isNaN(raw[i]);
        }
        int longest = seasons.length == 0 ? 0 : seasons[seasons.length - 1];
        for (int i = 0; i < raw.length; i++) {
            if (!known[i]) {
                values[i] = longest > 0 && i >= longest ? values[i - longest] : between(raw, i);
            }
        }
        return new Series(values, known, seasons.clone());
    }

    private static double between(double[] raw, int index) {
        int before = index - 1;
        while (before >= 0 && Double.isNaN(raw[before])) {
            before--;
        }
        int after = index + 1;
        while (after < raw.length && Double.isNaN(raw[after])) {
            after++;
        }
        if (before < 0) {
            return after < raw.length ? raw[after] : 0;
        }
        if (after >= raw.length) {
            return raw[before];
        }
        double share = (index - before) / (double) (after - before);
        return raw[before] + share * (raw[after] - raw[before]);
    }

    public int size() {
        return values.length;
    }

    public double value(int index) {
        return values[index];
    }

    public boolean isKnown(int index) {
        return known[index];
    }

    public int seasonCount() {
        return seasons.length;
    }

    public int season(int index) {
        return seasons[index];
    }

    /// The longest season that has been seen `cycles` times before `end`; 0 if there is none.
    public int longestSeason(int end, double cycles) {
        for (int i = seasons.length - 1; i >= 0; i--) {
            if (seasons[i] * cycles <= end) {
                return seasons[i];
            }
        }
        return 0;
    }

    public double mean(int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return to > from ? sum / (to - from) : 0;
    }

    /// All values on a scale, found once for all models; only to be read.
    public double[] on(Scale scale) {
        return onScales.computeIfAbsent(scale, this::scaled);
    }

    private double[] scaled(Scale scale) {
        double[] scaled = values.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = scale.of(scaled[i]);
        }
        return scaled;
    }

    public double[] copy(int from, int to) {
        return Arrays.copyOfRange(values, from, to);
    }
}
