package io.headroom.forecast.requests;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.headroom.contracts.forecast.SeriesKey;
import io.headroom.contracts.json.DashedEnums;
import io.headroom.platform.leader.Leadership;
import io.headroom.platform.telemetry.GaugeBy;

/// What requests come and what they need, by lane, on the process that writes it down: `headroom_forecast_requests_per_second`,
/// `headroom_forecast_requests_replicas`, `headroom_forecast_requests_gpus` and `headroom_forecast_requests_above_gpus`; and how many replicas cannot be
/// counted, by the reason: `headroom_forecast_requests_uncounted_replicas`.
@Singleton
public final class RequestMeters {

    private final RatesHeard rates;
    private final InstantSource clock;
    private final Leadership leadership;
    private final GaugeBy perSecond;
    private final GaugeBy replicas;
    private final GaugeBy gpus;
    private final GaugeBy above;
    private final GaugeBy uncounted;

    @Inject
    RequestMeters(
            RatesHeard rates, InstantSource clock, Leadership leadership, MeterRegistry meters) {
        this.rates = rates;
        this.clock = clock;
        this.leadership = leadership;
        this.perSecond = gauge(meters, "lane", "per.second");
        this.replicas = gauge(meters, "lane", "replicas");
        this.gpus = gauge(meters, "lane", "gpus");
        this.above = gauge(meters, "lane", "above.gpus");
        this.uncounted = gauge(meters, "reason", "uncounted.replicas");
    }

    private static GaugeBy gauge(MeterRegistry meters, String tag, String what) {
        return GaugeBy.of(meters, tag, "headroom.forecast.requests." + what);
    }

    /// Who leads no longer has nothing to show.
    void start(@Observes StartupEvent event) {
        leadership.onLost(
                _ -> {
                    lanes(List.of());
                    uncounted.clear();
                });
    }

    /// All that is known in this minute.
    public void show(List<RequestMinute> minutes) {
        lanes(minutes);
        uncounted.sum(
                rates.uncounted(clock.instant()).entrySet(),
                reason -> DashedEnums.nameOf(reason.getKey()),
                Map.Entry::getValue);
    }

    private void lanes(List<RequestMinute> minutes) {
        perSecond.sum(minutes, RequestMeters::lane, RequestMinute::perSecond);
        replicas.sum(minutes, RequestMeters::lane, RequestMinute::replicas);
        gpus.sum(minutes, RequestMeters::lane, RequestMinute::gpus);
        above.sum(minutes, RequestMeters::lane, RequestMinute::above);
    }

    private static String lane(RequestMinute minute) {
        return SeriesKey.of(minute.series()).lane();
    }
}
