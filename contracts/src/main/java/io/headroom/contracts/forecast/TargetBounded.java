package io.headroom.contracts.forecast;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.EventName;
import io.headroom.contracts.json.DashedEnums;

/// A bound began to hold back what a forecast asks for, or no longer does. Said when that changes, not with every plan.
///
/// @param version counts what was said of bounds
/// @param since when it began; @param until when it last bound, absent while it binds
/// @param asked GPUs to have on order for the forecast when it began; @param allowed how many were
@EventName(context = "provisioning", name = "target-bounded")
public record TargetBounded(
        SeriesKey series,
        BoundBy by,
        long version,
        Instant since,
        @Nullable Instant until,
        double asked,
        double allowed,
        String why)
        implements Event {

    public boolean binds() {
        return until == null;
    }

    @Override
    public String key() {
        return series.lane()
                + "."
                + series.models().replace('.', '_')
                + "."
                + DashedEnums.nameOf(by);
    }

    @Override
    public long version() {
        return version;
    }
}
