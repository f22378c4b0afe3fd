package io.headroom.forecast.composition;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

import io.headroom.forecast.part.Dimension;
import io.headroom.forecast.part.PartKey;

/// What the demand of a series, or of one part of it, was made of, minute by minute.
///
/// @param tenant whose demand it is; absent where it is all tenants'
/// @param workloadClass of which class of workload; absent where it is of all
/// @param shape `whole` GPUs, a `share` of one or a MIG profile; absent where it is of all
/// @param from the first minute; @param to the end of the last
/// @param measures by name, a value for each minute: null where it is not known
/// @param parts each part of the dimension that was asked for, by name: they add up to the measures of the series. Absent where not each was asked for
@JsonInclude(JsonInclude.Include.NON_NULL)
record MeasuresView(
        String series,
        @Nullable String tenant,
        @JsonProperty("class") @Nullable String workloadClass,
        @Nullable String shape,
        Instant from,
        Instant to,
        Duration step,
        SortedMap<String, List<@Nullable Double>> measures,
        @Nullable List<PartView> parts) {

    private static final Duration STEP = Duration.ofMinutes(1);

    /// What the demand of one of several parts was made of.
    ///
    /// @param tenant whose demand it is, where tenants were asked for; @param workloadClass of which class, where classes were
    /// @param shape of which shape, where shapes were
    /// @param measures by name, a value for each minute: null where it is not known
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PartView(
            @Nullable String tenant,
            @JsonProperty("class") @Nullable String workloadClass,
            @Nullable String shape,
            SortedMap<String, List<@Nullable Double>> measures) {

        private boolean hasAnything() {
            return measures.values().stream()
                    .flatMap(List::stream)
                    .anyMatch(value -> value != null && value != 0);
        }
    }

    static MeasuresView ofSeries(MeasuresAsked asked, Minutes.Read read) {
        return new MeasuresView(
                asked.series(),
                null,
                null,
                null,
                asked.from(),
                asked.to(),
                STEP,
                measures(asked, read, Measure::of),
                null);
    }

    static MeasuresView ofPart(
            MeasuresAsked asked, Minutes.Read read, PartKey part, PartMinutes parts) {
        return new MeasuresView(
                asked.series(),
                part.nameOf(Dimension.TENANT),
                part.nameOf(Dimension.CLASS),
                part.nameOf(Dimension.SHAPE),
                asked.from(),
                asked.to(),
                STEP,
                measures(asked, read, (measure, minute) -> parts.of(part.name(), measure, minute)),
                null);
    }

    /// The series, and each of its parts of which there was anything.
    static MeasuresView ofEach(
            MeasuresAsked asked, Minutes.Read read, Dimension dimension, PartMinutes parts) {
        asked.requireRoomFor(parts.names().size());
        List<PartView> views = new ArrayList<>();
        for (String name : parts.names()) {
            PartKey part = new PartKey(asked.series(), dimension, name);
            MeasuresView one = ofPart(asked, read, part, parts);
            PartView view = new PartView(one.tenant, one.workloadClass, one.shape, one.measures);
            if (view.hasAnything()) {
                views.add(view);
            }
        }
        MeasuresView whole = ofSeries(asked, read);
        return new MeasuresView(
                asked.series(),
                null,
                null,
                null,
                asked.from(),
                asked.to(),
                STEP,
                whole.measures,
                views);
    }

    private static SortedMap<String, List<@Nullable Double>> measures(
            MeasuresAsked asked,
            Minutes.Read read,
            BiFunction<Measure, Minute, @Nullable Double> value) {
        List<@Nullable Minute> byTime = new ArrayList<>();
        for (int i = 0; i < asked.minutes(); i++) {
            byTime.add(null);
        }
        read.series()
                .forEach(
                        minute ->
                                byTime.set(
                                        (int) asked.from().until(minute.at(), ChronoUnit.MINUTES),
                                        minute));
        SortedMap<String, List<@Nullable Double>> measures = new TreeMap<>();
        for (Measure measure : asked.measures()) {
            List<@Nullable Double> values = new ArrayList<>();
            for (Minute minute : byTime) {
                values.add(
                        minute == null || isOpen(measure, minute, read.complete())
                                ? null
                                : value.apply(measure, minute));
            }
            measures.put(measure.word(), values);
        }
        return measures;
    }

    /// Work of what goes on is known once the minute is over.
    private static boolean isOpen(Measure measure, Minute minute, Instant complete) {
        return measure == Measure.WORK && !minute.at().isBefore(complete);
    }
}
