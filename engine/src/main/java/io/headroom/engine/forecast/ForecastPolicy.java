package io.headroom.engine.forecast;

import java.time.Duration;
import java.util.List;

/// How series are to be foreseen.
///
/// @param levels the quantiles wanted, rising
/// @param seasons after how long demand repeats itself, rising; those not seen twice are left out
/// @param horizon how many steps ahead the models are trained and scored for
/// @param points how many values a model learns from; a longer history is looked at through coarser steps. Twice as many
///     cost twice the time and sharpen little, half as many blur the seasons
/// @param fewest fewer known values than this are not worth a purchase
/// @param staleAfter a history that ended longer ago than this says nothing about now
/// @param without models not to be used, by the beginning of their names
public record ForecastPolicy(
        List<Double> levels,
        List<Duration> seasons,
        int horizon,
        int points,
        int fewest,
        Duration staleAfter,
        List<String> without) {

    public static final List<Double> LEVELS = List.of(0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99);

    /// Day and week, two hours ahead at one minute.
    public static final ForecastPolicy DEFAULT =
            new ForecastPolicy(
                    LEVELS,
                    List.of(Duration.ofDays(1), Duration.ofDays(7)),
                    120,
                    4096,
                    12,
                    Duration.ofMinutes(30),
                    List.of());

    /// For thousands of series at once: coarser in the past, as fine in what it says.
    public static final ForecastPolicy MANY = DEFAULT.withPoints(1024);

    public ForecastPolicy {
        levels = List.copyOf(levels);
        seasons = List.copyOf(seasons);
        without = List.copyOf(without);
        if (levels.isEmpty() || levels.getFirst() <= 0 || levels.getLast() >= 1) {
            throw new IllegalArgumentException("levels must lie between 0 and 1, were " + levels);
        }
        requireRising(levels);
        requireRising(seasons);
        if (horizon < 1 || points < 64 || fewest < 1) {
            throw new IllegalArgumentException(
                    "horizon and fewest must be at least 1, points at least 64");
        }
    }

    private static <T extends Comparable<T>> void requireRising(List<T> values) {
        for (int i = 1; i < values.size(); i++) {
            if (values.get(i - 1).compareTo(values.get(i)) >= 0) {
                throw new IllegalArgumentException("must rise: " + values);
            }
        }
    }

    public ForecastPolicy withLevels(List<Double> wanted) {
        return new ForecastPolicy(wanted, seasons, horizon, points, fewest, staleAfter, without);
    }

    public ForecastPolicy withSeasons(List<Duration> wanted) {
        return new ForecastPolicy(levels, wanted, horizon, points, fewest, staleAfter, without);
    }

    public ForecastPolicy withHorizon(int steps) {
        return new ForecastPolicy(levels, seasons, steps, points, fewest, staleAfter, without);
    }

    public ForecastPolicy withPoints(int most) {
        return new ForecastPolicy(levels, seasons, horizon, most, fewest, staleAfter, without);
    }

    public ForecastPolicy without(List<String> models) {
        return new ForecastPolicy(levels, seasons, horizon, points, fewest, staleAfter, models);
    }

    boolean allows(String model) {
        return without.stream().noneMatch(model::startsWith);
    }
}
