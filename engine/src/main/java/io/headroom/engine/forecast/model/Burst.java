package io.headroom.engine.forecast.model;

import java.util.List;

import io.headroom.engine.forecast.model.series.Series;

/// What arrives in crowds: a quiet base, and an excess over it that fades at the pace at which crowds faded before.
public record Burst() implements Model {
    private static final int WINDOW = 288;

    @Override
    public String name() {
        return "burst";
    }

    @Override
    public boolean suits(Series series, int end) {
        return end >= 24;
    }

    @Override
    public double[] fit(Series series, int end, int horizon) {
        double base = base(series, end);
        double cross = 0;
        double square = 0;
        for (int i = 1; i < end; i++) {
            double before = Math.max(0, series.value(i - 1) - base);
            cross += before * Math.max(0, series.value(i) - base);
            square += before * before;
        }
        double fade = square > 0 ? Math.clamp(cross / square, 0, 0.999) : 0;
        return new double[] {fade};
    }

    private static double base(Series series, int end) {
        double[] recent = series.copy(Math.max(0, end - WINDOW), end);
        return smallest(recent, recent.length / 2);
    }

    /// The value that would stand at `rank` if all were sorted (Hoare's selection): a tenth of the time of sorting.
    private static double smallest(double[] values, int rank) {
        int low = 0;
        int high = values.length - 1;
        while (low < high) {
            double pivot = values[(low + high) >>> 1];
            int i = low;
            int j = high;
            while (i <= j) {
                while (values[i] < pivot) i++;
                while (values[j] > pivot) j--;
                if (i <= j) {
                    double value = values[i];
                    values[i++] = values[j];
                    values[j--] = value;
                }
            }
            if (rank <= j) {
                high = j;
            } else if (rank >= i) {
                low = i;
            } else {
                return values[rank];
            }
        }
        return values[rank];
    }

    @Override
    public double[] path(double[] parameters, Series series, int end, int horizon) {
        return from(base(series, end), parameters, series, end, horizon);
    }

    /// The base is taken anew only now and then: it is a median of many.
    @Override
    public double[][] paths(
            double[] parameters, Series series, List<Integer> origins, int horizon) {
        double[][] paths = new double[origins.size()][];
        double base = 0;
        int since = -WINDOW;
        for (int i = 0; i < paths.length; i++) {
            int origin = origins.get(i);
            if (origin - since >= WINDOW / 24) {
                base = base(series, origin);
                since = origin;
            }
            paths[i] = from(base, parameters, series, origin, horizon);
        }
        return paths;
    }

    private static double[] from(
            double base, double[] parameters, Series series, int end, int horizon) {
        double excess = series.value(end - 1) - base;
        double[] path = new double[horizon];
        for (int h = 0; h < horizon; h++) {
            excess *= parameters[0];
            path[h] = base + excess;
        }
        return path;
    }
}
