package io.headroom.forecast.measure;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/// What the demand of a series was made of, minute by minute.
///
/// @param from the first minute; @param to the end of the last
/// @param measures by name, a value for each minute: null where it is not known
record MeasuresView(
        String series,
        Instant from,
        Instant to,
        Duration step,
        SortedMap<String, List<@Nullable Double>> measures) {

    private static final Duration STEP = Duration.ofMinutes(1);

    /// @param complete up to which minute work is known
    static MeasuresView of(
            String series, MeasuresAsked asked, Iterable<MeasureTable.Row> rows, Instant complete) {
        int minutes = (int) asked.from().until(asked.to(), ChronoUnit.MINUTES);
        List<MeasureTable.@Nullable Row> byMinute = new ArrayList<>();
        for (int i = 0; i < minutes; i++) {
            byMinute.add(null);
        }
        rows.forEach(
                row -> byMinute.set((int) asked.from().until(row.at(), ChronoUnit.MINUTES), row));
        SortedMap<String, List<@Nullable Double>> measures = new TreeMap<>();
        for (Measure measure : asked.measures()) {
            List<@Nullable Double> values = new ArrayList<>();
            for (MeasureTable.@Nullable Row row : byMinute) {
                values.add(row == null ? null : value(measure, row, complete));
            }
            measures.put(measure.word(), values);
        }
        return new MeasuresView(series, asked.from(), asked.to(), STEP, measures);
    }

    private static @Nullable Double value(Measure measure, MeasureTable.Row row, Instant complete) {
        return measure == Measure.WORK && !row.at().isBefore(complete) ? null : measure.of(row);
    }
}
