package io.headroom.engine.scaling.learned;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.headroom.contracts.forecast.DemandForecast;

/// Which forecasts still hold. One that was not renewed is unusable and says so: scaling answers to what waits then, as where nothing is
/// foreseen.
public final class Freshness {

    private Freshness() {}

    /// @param staleAfter how old the beginning of a forecast may be, and how far ahead of the clock
    public static List<DemandForecast> judged(
            List<DemandForecast> forecasts, Duration staleAfter, Instant now) {
        return forecasts.stream().map(forecast -> judged(forecast, staleAfter, now)).toList();
    }

    private static DemandForecast judged(
            DemandForecast forecast, Duration staleAfter, Instant now) {
        if (!forecast.usable()) {
            return forecast;
        }
        if (forecast.from().plus(staleAfter).isBefore(now)) {
            return forecast.unusable(
                    "stale: it begins at "
                            + forecast.from()
                            + " and no newer one was heard within "
                            + staleAfter);
        }
        if (now.plus(staleAfter).isBefore(forecast.from())) {
            return forecast.unusable(
                    "from the future: it begins at "
                            + forecast.from()
                            + ", more than "
                            + staleAfter
                            + " ahead of the clock here");
        }
        return forecast;
    }
}
