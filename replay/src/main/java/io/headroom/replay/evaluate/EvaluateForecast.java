package io.headroom.replay.evaluate;

import io.headroom.replay.evaluate.m4.SeriesEvaluation;
import io.headroom.replay.evaluate.m4.SeriesReport;
import io.headroom.replay.evaluate.m4.SeriesRequest;
import io.headroom.replay.evaluate.rolling.RollingEvaluation;
import io.headroom.replay.evaluate.rolling.RollingReport;
import io.headroom.replay.evaluate.rolling.RollingRequest;

/// `headroom evaluate forecast`: the engine's forecasts against a future that is known.
public final class EvaluateForecast {
    private EvaluateForecast() {}

    /// Many series, one forecast each.
    public static SeriesReport run(SeriesRequest request) {
        return SeriesEvaluation.of(request);
    }

    /// One series, forecast again and again.
    public static RollingReport run(RollingRequest request) {
        return RollingEvaluation.of(request);
    }
}
