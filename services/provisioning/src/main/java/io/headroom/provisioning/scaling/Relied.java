package io.headroom.provisioning.scaling;

import java.time.Instant;

import io.headroom.contracts.forecast.DemandForecast;

/// Whether scaling relies on a forecast.
///
/// @param from where the newest one that was heard begins
/// @param usable whether scaling relies on it; @param why why it does not: stale, or as its forecaster said. Empty if it does
public record Relied(String series, String lane, Instant from, boolean usable, String why) {

    static Relied of(DemandForecast forecast) {
        return new Relied(
                forecast.series().toString(),
                forecast.series().lane(),
                forecast.from(),
                forecast.usable(),
                forecast.why());
    }
}
