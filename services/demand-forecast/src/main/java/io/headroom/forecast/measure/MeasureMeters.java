package io.headroom.forecast.measure;

import java.util.Collections;
import java.util.SortedMap;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.headroom.contracts.forecast.SeriesKey;
import io.headroom.platform.leader.Leadership;
import io.headroom.platform.telemetry.GaugeBy;

/// What demand is made of, by lane, on the process that writes it down: `headroom_forecast_running_gpus`, `headroom_forecast_queued_gpus`,
/// `headroom_forecast_queued_workloads` and `headroom_forecast_outlived_gpus`.
@Singleton
public final class MeasureMeters {

    private final Leadership leadership;
    private final GaugeBy running;
    private final GaugeBy queued;
    private final GaugeBy waiting;
    private final GaugeBy outlived;

    @Inject
    MeasureMeters(Leadership leadership, MeterRegistry meters) {
        this.leadership = leadership;
        this.running = gauge(meters, "running.gpus");
        this.queued = gauge(meters, "queued.gpus");
        this.waiting = gauge(meters, "queued.workloads");
        this.outlived = gauge(meters, "outlived.gpus");
    }

    private static GaugeBy gauge(MeterRegistry meters, String what) {
        return GaugeBy.of(meters, "lane", "headroom.forecast." + what);
    }

    /// Who leads no longer has nothing to show.
    void start(@Observes StartupEvent event) {
        leadership.onLost(_ -> show(Collections.emptySortedMap()));
    }

    /// All that is known in this minute.
    public void show(SortedMap<Origin, Level> levels) {
        show(running, levels, level -> level.running() / 1000.0);
        show(queued, levels, level -> level.queued() / 1000.0);
        show(waiting, levels, Level::waiting);
        show(outlived, levels, Level::outlived);
    }

    private static void show(
            GaugeBy gauge, SortedMap<Origin, Level> levels, ToDoubleFunction<Level> figure) {
        gauge.sum(
                levels.entrySet(),
                level -> SeriesKey.of(level.getKey().series()).lane(),
                level -> figure.applyAsDouble(level.getValue()));
    }
}
