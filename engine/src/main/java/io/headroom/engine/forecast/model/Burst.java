package io.headroom.engine.forecast.model;

import java.util.Arrays;

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
        Arrays.sort(recent);
        return recent[recent.length / 2];
    }

    @Override
    public double[] path(double[] parameters, Series series, int end, int horizon) {
        double base = base(series, end);
        double excess = series.value(end - 1) - base;
        double[] path = new double[horizon];
        for (int h = 0; h < horizon; h++) {
            excess *= parameters[0];
            path[h] = base + excess;
        }
        return path;
    }
}
