package io.headroom.forecast.outlook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.contracts.forecast.ModelTrial;
import io.headroom.forecast.part.Dimension;
import io.headroom.forecast.part.PartForecast;
import io.headroom.forecast.requests.RequestMinute;

/// A forecast as the API answers it: of a series, or of one part of it.
///
/// @param tenant whose demand it is; absent where it is all tenants'
/// @param workloadClass of which class of workload; absent where it is of all
/// @param shape `whole` GPUs, a `share` of one or a MIG profile; absent where it is of all
/// @param requests what the requests of services need of it; absent where none are counted
/// @param models that were tried on the series when it was last learned, those with the most say first; absent for parts
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ForecastView(
        @JsonUnwrapped DemandForecast forecast,
        @Nullable String tenant,
        @JsonProperty("class") @Nullable String workloadClass,
        @Nullable String shape,
        @Nullable RequestsView requests,
        @Nullable List<ModelTrial> models) {

    /// @param tried by series
    static ForecastView of(
            DemandForecast forecast,
            List<RequestMinute> minutes,
            SortedMap<String, List<ModelTrial>> tried) {
        return new ForecastView(
                forecast,
                null,
                null,
                null,
                RequestsView.of(forecast, Optional.empty(), minutes),
                tried.get(forecast.series().toString()));
    }

    static ForecastView of(PartForecast part, List<RequestMinute> minutes) {
        return new ForecastView(
                part.forecast(),
                part.part().nameOf(Dimension.TENANT),
                part.part().nameOf(Dimension.CLASS),
                part.part().nameOf(Dimension.SHAPE),
                RequestsView.of(part.forecast(), Optional.of(part.part()), minutes),
                null);
    }

    /// The part of it that says what comes first.
    ForecastView cut(Duration far) {
        long steps = Math.max(1, far.dividedBy(forecast.step()));
        return new ForecastView(
                forecast.first(steps), tenant, workloadClass, shape, requests, models);
    }
}
