package io.headroom.engine.forecast.model;

import java.util.Arrays;

import io.headroom.engine.forecast.model.series.Series;

/// Demand that is mostly nothing (Teunter, Syntetos, Babai): the chance of any, smoothed at every step, times its size, smoothed
/// where there is some. Unlike Croston's it forgets what is no longer wanted.
public record Intermittent() implements Model {
    private static final double[] CHANCE = {0.02, 0.05, 0.1, 0.2};
    private static final double[] SIZE = {0.05, 0.2};

    @Override
    public String name() {
        return "intermittent";
    }

    @Override
    public boolean suits(Series series, int end) {
        int zeros = 0;
        for (int i = 0; i < end; i++) {
            if (series.value(i) == 0) {
                zeros++;
            }
        }
        return end >= 8 && zeros * 10 > end * 3 && zeros < end;
    }

    @Override
    public double[] fit(Series series, int end, int horizon) {
        double best = Double.POSITIVE_INFINITY;
        double[] parameters = {CHANCE[0], SIZE[0]};
        for (double chance : CHANCE) {
            for (double size : SIZE) {
                double[] state = run(series, end, chance, size);
                if (state[1] < best) {
                    best = state[1];
                    parameters = new double[] {chance, size};
                }
            }
        }
        return parameters;
    }

    /// The rate at the end, and the squared errors on the way.
    private static double[] run(Series series, int end, double chanceStep, double sizeStep) {
        double chance = 0;
        double size = 0;
        int first = Math.min(end, 16);
        for (int i = 0; i < first; i++) {
            chance += series.value(i) > 0 ? 1.0 / first : 0;
        }
        double loss = 0;
        for (int i = 0; i < end; i++) {
            double value = series.value(i);
            double error = value - chance * size;
            loss += i < first ? 0 : error * error;
            if (value > 0) {
                size += size == 0 ? value : sizeStep * (value - size);
                chance += chanceStep * (1 - chance);
            } else {
                chance -= chanceStep * chance;
            }
        }
        return new double[] {chance * size, loss};
    }

    @Override
    public double[] path(double[] parameters, Series series, int end, int horizon) {
        double[] path = new double[horizon];
        Arrays.fill(path, run(series, end, parameters[0], parameters[1])[0]);
        return path;
    }
}
