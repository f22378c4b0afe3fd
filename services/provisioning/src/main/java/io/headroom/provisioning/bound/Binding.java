package io.headroom.provisioning.bound;

import java.time.Instant;

import io.headroom.contracts.forecast.BoundBy;
import io.headroom.contracts.forecast.SeriesKey;
import io.headroom.contracts.forecast.TargetBounded;
import io.headroom.contracts.json.DashedEnums;

/// A bound that holds back what a forecast asks for.
///
/// @param series `lane/models`; @param by what holds it back
/// @param since when it began to
/// @param asked GPUs to have on order for the forecast when it began; @param allowed how many were
/// @param why in words
public record Binding(
        String series, BoundBy by, Instant since, double asked, double allowed, String why) {

    String key() {
        return series + " " + DashedEnums.nameOf(by);
    }

    public String lane() {
        return SeriesKey.of(series).lane();
    }

    TargetBounded began(long version) {
        return new TargetBounded(
                SeriesKey.of(series), by, version, since, null, asked, allowed, why);
    }

    TargetBounded ended(long version, Instant until) {
        return new TargetBounded(
                SeriesKey.of(series), by, version, since, until, asked, allowed, why);
    }
}
