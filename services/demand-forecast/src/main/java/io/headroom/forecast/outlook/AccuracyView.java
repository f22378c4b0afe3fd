package io.headroom.forecast.outlook;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

import io.headroom.forecast.accuracy.PredictionTable;
import io.headroom.forecast.part.Dimension;
import io.headroom.forecast.part.PartKey;
import io.headroom.forecast.part.PartPredictions;

/// What the forecasts of a series, or of a part of it, were worth.
///
/// @param ahead minutes between the forecast and the truth
/// @param errorRatio absolute errors of the median over the demand; absent where there was none
/// @param relativeToNaive its absolute errors over those of "as now"; below 1 is better
/// @param coverage90 how often the truth did not exceed the 90 % quantile; 0.9 is right
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AccuracyView(
        String series,
        @Nullable String tenant,
        @JsonProperty("class") @Nullable String workloadClass,
        @Nullable String shape,
        int ahead,
        long scored,
        @Nullable Double errorRatio,
        @Nullable Double relativeToNaive,
        double coverage90) {

    static AccuracyView of(PredictionTable.Accuracy of) {
        return new AccuracyView(
                of.series(),
                null,
                null,
                null,
                of.ahead(),
                of.scored(),
                of.errorRatio(),
                of.relativeToNaive(),
                of.coverage90());
    }

    static AccuracyView of(PartPredictions.Scored of) {
        PartKey part = of.part();
        return new AccuracyView(
                of.series(),
                ForecastView.name(part, Dimension.TENANT),
                ForecastView.name(part, Dimension.CLASS),
                ForecastView.name(part, Dimension.SHAPE),
                of.ahead(),
                of.scored(),
                of.errorRatio(),
                of.relativeToNaive(),
                of.coverage90());
    }
}
