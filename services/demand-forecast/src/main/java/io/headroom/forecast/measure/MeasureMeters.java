package io.headroom.forecast.measure;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.headroom.contracts.forecast.SeriesKey;
import io.headroom.platform.leader.Leadership;

/// What demand is made of, by lane, on the process that writes it down: `headroom_forecast_running_gpus`, `headroom_forecast_queued_gpus`,
/// `headroom_forecast_queued_workloads` and `headroom_forecast_outlived_gpus`.
@Singleton
public final class MeasureMeters {

    private final Leadership leadership;
    private final MultiGauge running;
    private final MultiGauge queued;
    private final MultiGauge waiting;
    private final MultiGauge outlived;

    @Inject
    MeasureMeters(Leadership leadership, MeterRegistry meters) {
        this.leadership = leadership;
        this.running = gauge(meters, "running.gpus");
        this.queued = gauge(meters, "queued.gpus");
        this.waiting = gauge(meters, "queued.workloads");
        this.outlived = gauge(meters, "outlived.gpus");
    }

    private static MultiGauge gauge(MeterRegistry meters, String what) {
        return MultiGauge.builder("headroom.forecast." + what).register(meters);
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
            MultiGauge gauge, SortedMap<Origin, Level> levels, ToDoubleFunction<Level> figure) {
        SortedMap<String, Double> lanes = new TreeMap<>();
        levels.forEach(
                (origin, level) ->
                        lanes.merge(
                                SeriesKey.of(origin.series()).lane(),
                                figure.applyAsDouble(level),
                                Double::sum));
        gauge.register(
                lanes.entrySet().stream().map(MeasureMeters::row).collect(Collectors.toList()),
                true);
    }

    private static MultiGauge.Row<?> row(Map.Entry<String, Double> lane) {
        return MultiGauge.Row.of(Tags.of("lane", lane.getKey()), lane.getValue());
    }
}
