package io.headroom.forecast.composition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.headroom.platform.rest.Problem;

/// What is measured of a series, and of each part of it, in each minute.
enum Measure {
    /// GPUs that count as demand: what is foreseen.
    WANTED,
    /// Workloads that were submitted in the minute.
    ARRIVALS,
    /// GPUs that workloads held.
    RUNNING,
    /// GPUs that workloads waited for.
    QUEUED,
    /// Workloads that waited.
    WAITING,
    /// GPU-seconds that workloads ran in the minute.
    WORK,
    /// GPUs that were asked for and do not count as wanted: what waited for them would have been over, had it not waited.
    OUTLIVED,
    /// GPUs that requests needed beyond what workloads asked for.
    UNASKED;

    /// Its value as it is kept of a series or of a part; absent where it is not.
    private @Nullable Double kept(Minute minute) {
        return switch (this) {
            case WANTED -> minute.made();
            case ARRIVALS -> number(minute.arrivals(), 1);
            case RUNNING -> number(minute.running(), 1000);
            case QUEUED -> number(minute.queued(), 1000);
            case WAITING -> number(minute.waiting(), 1);
            case WORK -> number(minute.work(), 1_000_000);
            case OUTLIVED -> minute.outlived();
            case UNASKED -> minute.unasked();
        };
    }

    /// Its value; absent where it is not known.
    @Nullable Double of(Minute series) {
        return switch (this) {
            case WANTED -> series.gpus();
            case ARRIVALS, WORK -> known(series);
            case RUNNING, QUEUED, WAITING, OUTLIVED, UNASKED ->
                    // In a gap nothing is known.
                    series.gpus() == null ? null : known(series);
        };
    }

    /// Where nothing was wanted and nothing else is told, it was nothing.
    private @Nullable Double known(Minute series) {
        Double value = kept(series);
        if (value == null && Double.valueOf(0).equals(series.gpus())) {
            return 0.0;
        }
        return value;
    }

    /// Its value of a part, which is known where that of the series is. Where the series is told apart, a part that is not named had nothing.
    ///
    /// @param part absent where nothing is kept of it; @param remembered what it wanted, where it is not known what that was made of; absent where neither is
    @Nullable Double ofPart(Minute series, @Nullable Minute part, @Nullable Double remembered) {
        Double whole = of(series);
        if (whole == null) {
            return null;
        }
        if (this == WANTED && series.running() == null) {
            return whole == 0 ? Double.valueOf(0) : remembered;
        }
        Double value = part == null ? null : kept(part);
        return value == null ? 0.0 : value;
    }

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

    private static @Nullable Double number(@Nullable Long value, double unit) {
        return value == null ? null : Double.valueOf(value / unit);
    }
}
