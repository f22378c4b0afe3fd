package io.headroom.forecast.signal;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.check.Checks;
import io.headroom.contracts.forecast.SeriesKey;

/// What somebody knows of the future: so many GPUs more, from then to then, this surely.
///
/// @param model the GPU model that is asked for; any if absent
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

    SeriesKey series() {
        return new SeriesKey(lane, model == null ? "any" : model.label());
    }

    /// Whether it concerns a quantile of demand: with 0.8 certainty, all above the lowest fifth.
    boolean reaches(double level) {
        return level >= 1 - certainty;
    }

    boolean covers(Instant at) {
        return !at.isBefore(from) && at.isBefore(to);
    }
}
