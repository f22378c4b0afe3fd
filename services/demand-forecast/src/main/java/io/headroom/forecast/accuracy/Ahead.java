package io.headroom.forecast.accuracy;

import java.util.List;

import io.headroom.engine.forecast.ForecastPolicy;
import io.headroom.engine.forecast.outlook.Accuracy;

/// Which steps of a forecast are scored, and at which levels.
public final class Ahead {

    /// Minutes ahead: the next ones, as far as a node's lead time reaches, and the end of what is said. Each costs 100 bytes of a row of [ScoreTable].
    public static final List<Integer> MINUTES = List.of(1, 5, 15, 30, 60);

    static final List<Double> LEVELS = ForecastPolicy.LEVELS;

    /// How many sums there are for each of them.
    static final int SUMS = Accuracy.size(LEVELS);

    private Ahead() {}
}
