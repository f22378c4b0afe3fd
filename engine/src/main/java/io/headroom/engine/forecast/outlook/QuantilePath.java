package io.headroom.engine.forecast.outlook;

import java.util.List;

/// One quantile over the horizon: demand stays at or under `values(i)` in step i with chance `level`.
public record QuantilePath(double level, List<Double> values) {
    public QuantilePath {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("level must lie between 0 and 1, was " + level);
        }
        for (double value : values) {
            if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "demand must be finite and not negative, was " + value);
            }
        }
        values = List.copyOf(values);
    }
}
