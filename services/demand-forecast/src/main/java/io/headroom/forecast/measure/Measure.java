package io.headroom.forecast.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.headroom.platform.rest.Problem;

/// What is measured of a series in each minute.
enum Measure {
    /// GPUs that count as demand: what is foreseen.
    WANTED {
        @Override
        @Nullable Double of(MeasureTable.Row row) {
            return row.gpus();
        }
    },
    /// Workloads that were submitted in the minute.
    ARRIVALS {
        @Override
        @Nullable Double of(MeasureTable.Row row) {
            return atLeastNothing(row, row.arrivals());
        }
    },
    /// GPUs that workloads held.
    RUNNING {
        @Override
        @Nullable Double of(MeasureTable.Row row) {
            return gpus(level(row, row.running()));
        }
    },
    /// GPUs that workloads waited for.
    QUEUED {
        @Override
        @Nullable Double of(MeasureTable.Row row) {
            return gpus(level(row, row.queued()));
        }
    },
    /// Workloads that waited.
    WAITING {
        @Override
        @Nullable Double of(MeasureTable.Row row) {
            return level(row, row.waiting());
        }
    },
    /// GPU-seconds that workloads ran in the minute.
    WORK {
        @Override
        @Nullable Double of(MeasureTable.Row row) {
            Double work = atLeastNothing(row, row.work());
            return work == null ? null : work / 1e6;
        }
    },
    /// GPUs that were asked for and do not count as wanted: what waited for them would have been over, had it not waited.
    OUTLIVED {
        @Override
        @Nullable Double of(MeasureTable.Row row) {
            return level(row, row.outlived());
        }
    },
    /// GPUs that requests needed beyond what workloads asked for.
    UNASKED {
        @Override
        @Nullable Double of(MeasureTable.Row row) {
            return level(row, row.unasked());
        }
    };

    /// Its value; absent where it is not known.
    abstract @Nullable Double of(MeasureTable.Row row);

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Some by their names with commas between; all where none is named.
    static List<Measure> of(@Nullable String words) {
        if (words == null || words.isBlank()) {
            return List.of(values());
        }
        List<Measure> named = new ArrayList<>();
        for (String word : words.split(",", -1)) {
            named.add(
                    Arrays.stream(values())
                            .filter(m -> m.word().equals(word.strip()))
                            .findFirst()
                            .orElseThrow(
                                    () ->
                                            Problem.invalid(
                                                    "measure",
                                                    "must be some of "
                                                            + Arrays.stream(values())
                                                                    .map(Measure::word)
                                                                    .collect(
                                                                            Collectors.joining(
                                                                                    ", "))
                                                            + ", with commas between")));
        }
        return named.stream().distinct().toList();
    }

    private static @Nullable Double gpus(@Nullable Double milli) {
        return milli == null ? null : milli / 1000;
    }

    /// In a gap nothing is known; where nothing was wanted and nothing else is told, it was nothing.
    private static @Nullable Double level(MeasureTable.Row row, @Nullable Number value) {
        Double wanted = row.gpus();
        if (wanted == null) {
            return null;
        }
        if (value != null) {
            return value.doubleValue();
        }
        return wanted == 0 ? 0.0 : null;
    }

    private static @Nullable Double atLeastNothing(MeasureTable.Row row, @Nullable Long value) {
        return value == null ? level(row, null) : Double.valueOf((double) Math.max(0, value));
    }
}
