package io.headroom.replay.evaluate;

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
