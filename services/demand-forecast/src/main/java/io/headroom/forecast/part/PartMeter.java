package io.headroom.forecast.part;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.headroom.platform.leader.Leadership;
import io.headroom.platform.telemetry.GaugeBy;

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
    private final GaugeBy parts;
    private final GaugeBy age;
    private final GaugeBy coverage;

    @Inject
    PartMeter(InstantSource clock, Leadership leadership, MeterRegistry meters) {
        this.clock = clock;
        this.leadership = leadership;
        this.parts = GaugeBy.of(meters, "lane", "headroom.forecast.parts");
        this.age = GaugeBy.of(meters, "lane", "headroom.forecast.parts.age.seconds");
        this.coverage = GaugeBy.of(meters, "lane", "headroom.forecast.parts.coverage90.ratio");
    }

    /// Who makes them no longer has nothing to show of them.
    void start(@Observes StartupEvent event) {
        leadership.onLost(
                _ -> {
                    parts.clear();
                    age.clear();
                    coverage.clear();
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
        parts.show(lanes, Lane::parts);
        age.show(lanes, lane -> lane.oldest().until(clock.instant()).toMillis() / 1000.0);
    }

    /// @param lanes how often the truth did not exceed the 90 % quantile of a part, by lane
    void covered(SortedMap<String, Double> lanes) {
        coverage.show(lanes, share -> share);
    }
}
