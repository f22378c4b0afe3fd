package io.headroom.forecast.part;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
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

import io.headroom.platform.leader.Leadership;

/// How the forecasts of parts stand, by lane, on the process that makes them: `headroom_forecast_parts`, `headroom_forecast_parts_age_seconds` and
/// `headroom_forecast_parts_coverage90_ratio`.
@Singleton
final class PartMeter {

    /// Of one lane.
    ///
    /// @param oldest when the oldest of its parts' forecasts was made
    private record Lane(int parts, Instant oldest) {}

    private final InstantSource clock;
    private final Leadership leadership;
    private final MultiGauge parts;
    private final MultiGauge age;
    private final MultiGauge coverage;

    @Inject
    PartMeter(InstantSource clock, Leadership leadership, MeterRegistry meters) {
        this.clock = clock;
        this.leadership = leadership;
        this.parts = gauge(meters, "headroom.forecast.parts");
        this.age = gauge(meters, "headroom.forecast.parts.age.seconds");
        this.coverage = gauge(meters, "headroom.forecast.parts.coverage90.ratio");
    }

    private static MultiGauge gauge(MeterRegistry meters, String name) {
        return MultiGauge.builder(name).register(meters);
    }

    /// Who makes them no longer has nothing to show of them.
    void start(@Observes StartupEvent event) {
        leadership.onLost(
                _ -> {
                    said(List.of());
                    covered(new TreeMap<>());
                });
    }

    /// All that is said now. The age goes on growing while nothing new is said.
    void said(List<PartForecast> forecasts) {
        SortedMap<String, Lane> lanes = new TreeMap<>();
        for (PartForecast each : forecasts) {
            Instant made = each.forecast().knownUntil();
            lanes.merge(
                    each.forecast().series().lane(),
                    new Lane(1, made),
                    (a, b) ->
                            new Lane(
                                    a.parts() + b.parts(),
                                    a.oldest().isBefore(b.oldest()) ? a.oldest() : b.oldest()));
        }
        show(parts, lanes, Lane::parts);
        show(age, lanes, lane -> lane.oldest().until(clock.instant()).toMillis() / 1000.0);
    }

    /// @param lanes how often the truth did not exceed the 90 % quantile of a part, by lane
    void covered(SortedMap<String, Double> lanes) {
        show(coverage, lanes, share -> share);
    }

    private static <T> void show(
            MultiGauge gauge, SortedMap<String, T> lanes, ToDoubleFunction<T> figure) {
        gauge.register(
                lanes.entrySet().stream()
                        .map(
                                lane ->
                                        MultiGauge.Row.of(
                                                Tags.of("lane", lane.getKey()),
                                                lane.getValue(),
                                                figure))
                        .collect(Collectors.toList()),
                true);
    }
}
