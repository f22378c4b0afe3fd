package io.headroom.forecast.requests;

import java.time.InstantSource;
import java.util.List;
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
import io.headroom.contracts.json.DashedEnums;
import io.headroom.platform.leader.Leadership;

/// What requests come and what they need, by lane, on the process that writes it down: `headroom_forecast_requests_per_second`,
/// `headroom_forecast_requests_replicas`, `headroom_forecast_requests_gpus` and `headroom_forecast_requests_above_gpus`; and how many replicas cannot be
/// counted, by the reason: `headroom_forecast_requests_uncounted_replicas`.
@Singleton
public final class RequestMeters {

    private final RatesHeard rates;
    private final InstantSource clock;
    private final Leadership leadership;
    private final MultiGauge perSecond;
    private final MultiGauge replicas;
    private final MultiGauge gpus;
    private final MultiGauge above;
    private final MultiGauge uncounted;

    @Inject
    RequestMeters(
            RatesHeard rates, InstantSource clock, Leadership leadership, MeterRegistry meters) {
        this.rates = rates;
        this.clock = clock;
        this.leadership = leadership;
        this.perSecond = gauge(meters, "per.second");
        this.replicas = gauge(meters, "replicas");
        this.gpus = gauge(meters, "gpus");
        this.above = gauge(meters, "above.gpus");
        this.uncounted = gauge(meters, "uncounted.replicas");
    }

    private static MultiGauge gauge(MeterRegistry meters, String what) {
        return MultiGauge.builder("headroom.forecast.requests." + what).register(meters);
    }

    /// Who leads no longer has nothing to show.
    void start(@Observes StartupEvent event) {
        leadership.onLost(
                _ -> {
                    lanes(List.of());
                    uncounted.register(List.of(), true);
                });
    }

    /// All that is known in this minute.
    public void show(List<RequestMinute> minutes) {
        lanes(minutes);
        uncounted.register(
                rates.uncounted(clock.instant()).entrySet().stream()
                        .map(
                                reason ->
                                        MultiGauge.Row.of(
                                                Tags.of(
                                                        "reason",
                                                        DashedEnums.nameOf(reason.getKey())),
                                                reason.getValue()))
                        .collect(Collectors.toList()),
                true);
    }

    private void lanes(List<RequestMinute> minutes) {
        show(perSecond, minutes, RequestMinute::perSecond);
        show(replicas, minutes, RequestMinute::replicas);
        show(gpus, minutes, RequestMinute::gpus);
        show(above, minutes, RequestMinute::above);
    }

    private static void show(
            MultiGauge gauge, List<RequestMinute> minutes, ToDoubleFunction<RequestMinute> figure) {
        SortedMap<String, Double> lanes = new TreeMap<>();
        for (RequestMinute minute : minutes) {
            lanes.merge(
                    SeriesKey.of(minute.series()).lane(),
                    figure.applyAsDouble(minute),
                    Double::sum);
        }
        gauge.register(
                lanes.entrySet().stream().map(RequestMeters::row).collect(Collectors.toList()),
                true);
    }

    private static MultiGauge.Row<?> row(Map.Entry<String, Double> lane) {
        return MultiGauge.Row.of(Tags.of("lane", lane.getKey()), lane.getValue());
    }
}
