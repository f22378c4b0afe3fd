package io.headroom.forecast.accuracy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

import io.headroom.platform.database.Rows;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.leader.Epoch;
import io.headroom.platform.leader.Fence;
import io.headroom.platform.loop.Loops;

/// Forgets what is older than it is kept for, on the leader, a few rows at a time: `headroom_forecast_forgotten_total`.
@Singleton
public final class Retention {

    private static final Logger LOG = Logger.getLogger(Retention.class);

    /// Real. Twice as often finds half as much each time, half as often twice as much.
    private static final Duration EVERY = Duration.ofMinutes(10);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// A transaction of some 50 ms: nothing else waits for it for long.
    static final int BATCH = 5_000;

    /// A million rows at once, such as the first time; the rest comes next time.
    private static final int MOST_BATCHES = 200;

    /// What forecasts are learned from, and a day: less would take it away from them.
    private static final Duration LEAST_SAMPLES = Duration.ofDays(16);

    private static final Duration LEAST_SCORES = Duration.ofDays(1);

    private final Loops loops;
    private final Transactions transactions;
    private final Fence fence;
    private final RetentionSettings settings;
    private final InstantSource clock;
    private final MeterRegistry meters;

    @Inject
    Retention(
            Loops loops,
            Transactions transactions,
            Fence fence,
            RetentionSettings settings,
            InstantSource clock,
            MeterRegistry meters) {
        this.loops = loops;
        this.transactions = transactions;
        this.fence = fence;
        this.settings = settings;
        this.clock = clock;
        this.meters = meters;
    }

    void start(@Observes StartupEvent event) {
        var _ = loops.onLeader("forecast-retention", EVERY, this::forget);
    }

    /// Everything that is too old, or the first million rows of it.
    void forget(Epoch epoch) {
        Instant now = clock.instant();
        forget(epoch, "sample", "at", now.minus(longer(settings.samples(), LEAST_SAMPLES)));
        forget(epoch, "measure", "at", now.minus(longer(settings.samples(), LEAST_SAMPLES)));
        forget(epoch, "request_minute", "at", now.minus(longer(settings.samples(), LEAST_SAMPLES)));
        forget(epoch, "score", "hour", now.minus(longer(settings.predictions(), LEAST_SCORES)));
    }

    private static Duration longer(Duration asked, Duration least) {
        return asked.compareTo(least) < 0 ? least : asked;
    }

    private void forget(Epoch epoch, String table, String time, Instant before) {
        int all = 0;
        int last = BATCH;
        for (int batch = 0; batch < MOST_BATCHES && last == BATCH; batch++) {
            last = batch(epoch, sql(table, time), before);
            all += last;
        }
        meters.counter("headroom.forecast.forgotten", "table", table).increment(all);
        if (all > 0) {
            LOG.infof("forgot %d rows of %s from before %s", all, table, before);
        }
    }

    private int batch(Epoch epoch, String sql, Instant before) {
        return transactions
                .asService(
                        session ->
                                fence.check(session, epoch)
                                        .chain(
                                                () ->
                                                        Rows.execute(
                                                                session,
                                                                sql,
                                                                Map.of(
                                                                        "before", before, "most",
                                                                        BATCH))))
                .await()
                .atMost(PATIENCE);
    }

    /// From series to series by the primary key, which begins with it: an index by time alone would cost every write something.
    private static String sql(String table, String time) {
        return """
                with recursive known(series) as (
                    select min(series) from %1$s
                    union all
                    select (select min(t.series) from %1$s t where t.series > k.series) from known k where k.series is not null)
                delete from %1$s where ctid = any (array(
                    select old.id from known k,
                        lateral (select t.ctid as id from %1$s t where t.series = k.series and t.%2$s < :before order by t.%2$s limit :most) old
                    limit :most))
                """
                .formatted(table, time);
    }
}
