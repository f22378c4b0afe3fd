package io.headroom.provisioning.scaling;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.contracts.time.VirtualClock;
import io.headroom.engine.scaling.learned.Freshness;
import io.headroom.platform.database.Rows;

/// The forecasts that were heard last, those that are too old marked as unusable.
@Singleton
public final class HeededForecasts {

    private static final Logger LOG = Logger.getLogger(HeededForecasts.class);

    /// Real: at a fast clock forecasts are made once a second, and a restart takes longer than minutes of its time.
    private static final Duration STALE_REAL = Duration.ofSeconds(15);

    private final Duration staleAfter;
    private final AtomicInteger staleNow = new AtomicInteger();

    /// As the last turn found them. For the loop's thread alone.
    private Set<String> stale = Set.of();

    @Inject
    HeededForecasts(ScalingSettings settings, VirtualClock clock, MeterRegistry meters) {
        this.staleAfter = clock.atLeastReal(settings.forecastStaleAfter(), STALE_REAL);
        meters.gauge("headroom.scaling.forecasts.stale", staleNow);
    }

    /// For the loop: what becomes stale, and what is renewed, is logged and counted.
    List<DemandForecast> noted(List<DemandForecast> heard, Instant now) {
        List<DemandForecast> judged = Freshness.judged(heard, staleAfter, now);
        Set<String> found = new TreeSet<>();
        for (int i = 0; i < heard.size(); i++) {
            DemandForecast forecast = judged.get(i);
            if (heard.get(i).usable() && !forecast.usable()) {
                found.add(forecast.series().toString());
                if (!stale.contains(forecast.series().toString())) {
                    LOG.warnf(
                            "the forecast of %s is not relied upon any more (%s): scaling answers to what waits",
                            forecast.series(), forecast.why());
                }
            }
        }
        stale.stream()
                .filter(series -> !found.contains(series))
                .forEach(series -> LOG.infof("the forecast of %s is fresh again", series));
        stale = found;
        staleNow.set(found.size());
        return judged;
    }

    /// Those of all lanes, as scaling sees them at an instant.
    public Uni<List<Relied>> all(Mutiny.Session session, Instant now) {
        return Rows.list(
                        session,
                        Heard.FORECASTS,
                        Map.of(),
                        line -> Rows.read(line, DemandForecast.class))
                .map(
                        heard ->
                                Freshness.judged(heard, staleAfter, now).stream()
                                        .map(Relied::of)
                                        .toList());
    }
}
