package io.headroom.forecast.signal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.check.Checks;
import io.headroom.contracts.forecast.SeriesKey;
import io.headroom.contracts.forecast.Span;
import io.headroom.engine.forecast.outlook.ExtraDemand;
import io.headroom.engine.forecast.outlook.ExtraDemand.Coming;

/// What somebody knows of the future: so many GPUs more, from then to then, this surely.
///
/// @param gpus on top of what is foreseen, and of what other signals of the same time say
/// @param model the GPU model that is asked for; if absent, it adds to the lane's largest series
/// @param certainty chance that it comes, above 0 to 1
/// @param repeat when it comes again, a recurrence rule of RFC 5545 such as `FREQ=WEEKLY;BYDAY=MO,FR`; absent if it comes once. `from` and `to` are its first time
/// @param zone whose wall clock `repeat` goes by, such as `Europe/Berlin`; UTC if absent
public record Signal(
        String lane,
        Instant from,
        Instant to,
        double gpus,
        @Nullable GpuModel model,
        double certainty,
        @Nullable String repeat,
        @Nullable String zone) {

    private static final double MOST_GPUS = 1_000_000;

    /// Every five minutes for two days: forecasts look ahead for hours.
    private static final int MOST_TIMES = 600;

    public Signal {
        new Checks()
                .name(lane, "lane")
                .present(from, "from")
                .present(to, "to")
                .that(
                        from == null || to == null || from.isBefore(to),
                        "to",
                        "must be later than from")
                .that(
                        gpus > 0 && gpus <= MOST_GPUS,
                        "gpus",
                        "must be more than 0 and at most " + (long) MOST_GPUS)
                .that(certainty > 0 && certainty <= 1, "certainty", "must be above 0 and at most 1")
                .that(repeat != null || zone == null, "zone", "goes with repeat alone")
                .done();
        if (repeat != null) {
            var _ = Recurrence.of(repeat, zone, from, to);
        }
    }

    public static Signal once(
            String lane,
            Instant from,
            Instant to,
            double gpus,
            @Nullable GpuModel model,
            double certainty) {
        return new Signal(lane, from, to, gpus, model, certainty, null, null);
    }

    /// Fails with [io.headroom.contracts.check.InvalidFields] where it repeats in a way that makes no sense.
    void requireSound() {
        if (repeat != null) {
            Recurrence.of(repeat, zone, from, to).check();
        }
    }

    /// Its times that are not over, and begin before an instant.
    ///
    /// @param most of them
    List<Span> times(Instant now, Instant before, int most) {
        if (repeat != null) {
            return Recurrence.of(repeat, zone, from, to).between(now, before, most);
        }
        return to.isAfter(now) && from.isBefore(before) ? List.of(new Span(from, to)) : List.of();
    }

    /// What it announces: each time that is not over, and begins before an instant, is demand of its own.
    List<ExtraDemand> demands(Instant now, Instant before) {
        return times(now, before, MOST_TIMES).stream().map(this::demand).toList();
    }

    private ExtraDemand demand(Span time) {
        return new ExtraDemand(
                time.from(),
                time.to(),
                gpus,
                certainty,
                time.from().equals(from) ? Coming.FIRST : Coming.AGAIN);
    }

    /// When it is over for good; far away where it repeats without an end.
    Instant over() {
        return repeat == null ? to : Recurrence.of(repeat, zone, from, to).over();
    }

    /// Which series it adds to: that of its model; the lane's largest where it names none, since a series that allows any model would count the same
    /// nodes as the others do.
    ///
    /// @param sizes mean GPUs of late, of each series that has a past
    SeriesKey actsOn(SortedMap<String, Double> sizes) {
        if (model != null) {
            return new SeriesKey(lane, model.label());
        }
        SeriesKey largest = new SeriesKey(lane, "any");
        double most = -1;
        for (Map.Entry<String, Double> size : sizes.entrySet()) {
            SeriesKey series = SeriesKey.of(size.getKey());
            if (series.lane().equals(lane) && size.getValue() > most) {
                most = size.getValue();
                largest = series;
            }
        }
        return largest;
    }

    /// What each series has been announced to want.
    ///
    /// @param before what begins later is left out
    public static SortedMap<String, List<ExtraDemand>> bySeries(
            List<Signal> signals, SortedMap<String, Double> sizes, Instant now, Instant before) {
        SortedMap<String, List<ExtraDemand>> extra = new TreeMap<>();
        for (Signal signal : signals) {
            List<ExtraDemand> demands = signal.demands(now, before);
            if (!demands.isEmpty()) {
                extra.computeIfAbsent(signal.actsOn(sizes).toString(), _ -> new ArrayList<>())
                        .addAll(demands);
            }
        }
        return extra;
    }
}
