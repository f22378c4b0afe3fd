package io.headroom.engine.forecast.combine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

import io.headroom.contracts.forecast.ModelTrial;
import io.headroom.contracts.forecast.ModelsChanged;
import io.headroom.contracts.forecast.SeriesKey;

/// Which series are foreseen by other models than before. A series that has none yet, or none any more, has not switched.
public final class ModelSwitches {

    private ModelSwitches() {}

    /// @param before what was tried at the last learning, by series; absent where nothing was
    public static List<ModelsChanged> of(
            SortedMap<String, List<ModelTrial>> before,
            SortedMap<String, List<ModelTrial>> after,
            long version,
            Instant at) {
        List<ModelsChanged> switches = new ArrayList<>();
        after.forEach(
                (series, trials) -> {
                    List<String> used = used(trials);
                    List<String> were = used(before.getOrDefault(series, List.of()));
                    List<String> begun = used.stream().filter(m -> !were.contains(m)).toList();
                    List<String> stopped = were.stream().filter(m -> !used.contains(m)).toList();
                    boolean isOther = !begun.isEmpty() || !stopped.isEmpty();
                    if (!used.isEmpty() && isOther) {
                        switches.add(
                                new ModelsChanged(
                                        SeriesKey.of(series), version, at, trials, begun, stopped));
                    }
                });
        return switches;
    }

    private static List<String> used(List<ModelTrial> trials) {
        return trials.stream().filter(t -> t.use().isUsed()).map(ModelTrial::model).toList();
    }
}
