package io.headroom.forecast.accuracy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

import io.headroom.engine.forecast.ForecastPolicy;
import io.headroom.engine.forecast.outlook.Accuracy;
import io.headroom.forecast.part.Dimension;
import io.headroom.forecast.part.PartKey;
import io.headroom.forecast.part.PartPredictions;

/// What the forecasts of a series, or of a part of it, were worth. Shares and ratios are numbers, not percent: 0.9 is 90 %.
///
/// @param series such as `default/H100`; `default/*` is of all series of the lane, added up
/// @param ahead minutes between the forecast and the truth; absent where it is of all that are scored
/// @param hour of the day (UTC) that was foreseen, 0 to 23; absent where it is of all of them
/// @param scored how many steps have been scored
/// @param errorRatio absolute errors of the median over the demand; absent where there was none
/// @param relativeToNaive its absolute errors over those of "as now"; below 1 is better. Absent where that was always right
/// @param mase its absolute errors over those of seasonal naive (the same minute a week before, or a day before where that is not known), in the minutes in which
///     that is known: below 1 is better than seasonal naive. Absent where it was always right, or never known; absent of parts
/// @param weightedQuantileLoss mean over all levels of twice the quantile loss, over the demand: 0 is perfect, and of two forecasts the lower one is better.
///     Absent where nothing was wanted; absent of parts
/// @param coverage90 how often the truth did not exceed the 90 % quantile; 0.9 is right
/// @param coverage the same of each level; the level itself is right, more where often nothing is wanted. Absent of parts
/// @param intervals how often the truth lay in the central interval that should hold this share: `0.8` is from the 10 % to the 90 % quantile. Absent of parts
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AccuracyView(
        String series,
        @Nullable String tenant,
        @JsonProperty("class") @Nullable String workloadClass,
        @Nullable String shape,
        @Nullable Integer ahead,
        @Nullable Integer hour,
        long scored,
        @Nullable Double errorRatio,
        @Nullable Double relativeToNaive,
        @Nullable Double mase,
        @Nullable Double weightedQuantileLoss,
        double coverage90,
        @Nullable SortedMap<String, Double> coverage,
        @Nullable SortedMap<String, Double> intervals) {

    private static final List<Double> LEVELS = ForecastPolicy.LEVELS;

    static AccuracyView of(
            String series, Optional<Integer> ahead, Optional<Integer> hour, Accuracy of) {
        return new AccuracyView(
                series,
                null,
                null,
                null,
                ahead.orElse(null),
                hour.orElse(null),
                of.steps(),
                number(of.errorRatio()),
                number(of.againstAsNow()),
                number(of.againstSeasonalNaive()),
                number(of.weightedQuantileLoss()),
                of.coverage().get(LEVELS.indexOf(0.9)),
                named(LEVELS, of.coverage()),
                named(Accuracy.shares(LEVELS), of.held()));
    }

    private static @Nullable Double number(OptionalDouble of) {
        return of.isPresent() ? of.getAsDouble() : null;
    }

    private static SortedMap<String, Double> named(List<Double> names, List<Double> values) {
        SortedMap<String, Double> named = new TreeMap<>();
        for (int i = 0; i < names.size(); i++) {
            named.put(Double.toString(names.get(i)), values.get(i));
        }
        return named;
    }

    static AccuracyView of(PartPredictions.Scored of) {
        PartKey part = of.part();
        return new AccuracyView(
                of.series(),
                part.nameOf(Dimension.TENANT),
                part.nameOf(Dimension.CLASS),
                part.nameOf(Dimension.SHAPE),
                of.ahead(),
                null,
                of.scored(),
                of.errorRatio(),
                of.relativeToNaive(),
                null,
                null,
                of.coverage90(),
                null,
                null);
    }
}
