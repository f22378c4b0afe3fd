package io.headroom.contracts.forecast;

import java.time.Instant;
import java.util.List;

import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.EventName;

/// Other models than before foresee a series.
///
/// @param version of the first forecast that they made
/// @param models all that were tried (a dozen or so), with the reason of each that is not used
/// @param begun which are used now and were not; @param stopped which were used and are not
@EventName(context = "forecast", name = "models-changed")
public record ModelsChanged(
        SeriesKey series,
        long version,
        Instant at,
        List<ModelTrial> models,
        List<String> begun,
        List<String> stopped)
        implements Event {

    public ModelsChanged {
        models = List.copyOf(models);
        begun = List.copyOf(begun);
        stopped = List.copyOf(stopped);
    }

    @Override
    public String key() {
        return series.lane() + "." + series.models().replace('.', '_');
    }

    @Override
    public long version() {
        return version;
    }
}
