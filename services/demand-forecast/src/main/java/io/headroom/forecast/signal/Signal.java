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
import io.headroom.engine.forecast.outlook.ExtraDemand;

/// What somebody knows of the future: so many GPUs more, from then to then, this surely.
///
/// @param gpus on top of what is foreseen, and of what other signals of the same time say
/// @param model the GPU model that is asked for; if absent, it adds to the lane's largest series
/// @param certainty chance that it comes, above 0 to 1
public record Signal(
        String lane,
        Instant from,
        Instant to,
        double gpus,
        @Nullable GpuModel model,
        double certainty) {

    private static final double MOST_GPUS = 1_000_000;

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
                .done();
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
    public static SortedMap<String, List<ExtraDemand>> bySeries(
            List<Signal> signals, SortedMap<String, Double> sizes) {
        SortedMap<String, List<ExtraDemand>> extra = new TreeMap<>();
        for (Signal signal : signals) {
            extra.computeIfAbsent(signal.actsOn(sizes).toString(), _ -> new ArrayList<>())
                    .add(new ExtraDemand(signal.from, signal.to, signal.gpus, signal.certainty));
        }
        return extra;
    }
}
