package io.headroom.forecast.outlook;

import java.time.Duration;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.forecast.part.Dimension;
import io.headroom.forecast.part.PartForecast;
import io.headroom.forecast.part.PartKey;

/// A forecast as the API answers it: of a series, or of one part of it.
///
/// @param tenant whose demand it is; absent where it is all tenants'
/// @param workloadClass of which class of workload; absent where it is of all
/// @param shape `whole` GPUs, a `share` of one or a MIG profile; absent where it is of all
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ForecastView(
        @JsonUnwrapped DemandForecast forecast,
        @Nullable String tenant,
        @JsonProperty("class") @Nullable String workloadClass,
        @Nullable String shape) {

    static ForecastView of(DemandForecast forecast) {
        return new ForecastView(forecast, null, null, null);
    }

    static ForecastView of(PartForecast part) {
        return new ForecastView(
                part.forecast(),
                name(part.part(), Dimension.TENANT),
                name(part.part(), Dimension.CLASS),
                name(part.part(), Dimension.SHAPE));
    }

    /// The part of it that says what comes first.
    ForecastView cut(Duration far) {
        long steps = Math.max(1, far.dividedBy(forecast.step()));
        return new ForecastView(forecast.first(steps), tenant, workloadClass, shape);
    }

    static @Nullable String name(PartKey part, Dimension dimension) {
        return part.dimension() == dimension ? part.name() : null;
    }
}
