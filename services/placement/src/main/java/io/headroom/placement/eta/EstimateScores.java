package io.headroom.placement.eta;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.json.DashedEnums;
import io.headroom.engine.placement.eta.StartScores;
import io.headroom.placement.eta.ToldTable.ToldBy;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.leader.Epoch;
import io.headroom.platform.leader.Fence;
import io.headroom.platform.leader.Leadership;
import io.headroom.platform.loop.Loops;

/// What estimates of starts were worth lately: for whoever asks, and for those who watch
/// `headroom_start_estimate_{coverage50,coverage90,error_seconds}`. Forgets what is old.
@Singleton
public final class EstimateScores {

    /// Coverage moves slowly: at half of it the same is read twice, at twice of it nobody misses anything either.
    private static final Duration EVERY = Duration.ofMinutes(1);

    /// A week has all its days in it; twice would say less of what has changed since.
    private static final Duration KEPT = Duration.ofDays(7);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Transactions transactions;
    private final Fence fence;
    private final ToldTable table;
    private final InstantSource clock;
    private final MultiGauge coverage50;
    private final MultiGauge coverage90;
    private final MultiGauge error;

    @Inject
    EstimateScores(
            Transactions transactions,
            Fence fence,
            ToldTable table,
            InstantSource clock,
            MeterRegistry meters) {
        this.transactions = transactions;
        this.fence = fence;
        this.table = table;
        this.clock = clock;
        this.coverage50 = gauge(meters, "coverage50");
        this.coverage90 = gauge(meters, "coverage90");
        this.error = gauge(meters, "error.seconds");
    }

    private static MultiGauge gauge(MeterRegistry meters, String what) {
        return MultiGauge.builder("headroom.start.estimate." + what).register(meters);
    }

    void start(@Observes StartupEvent event, Loops loops, Leadership leadership) {
        var _ = loops.onLeaderUnhurried("estimate-scores", EVERY, EVERY, this::turn);
        leadership.onLost(_ -> show(List.of()));
    }

    /// Of the newest that this session may see, by who told them.
    public Uni<List<EstimateScore>> of(Mutiny.Session session) {
        Instant now = clock.instant();
        return of(session, ToldBy.AT_THE_DOOR, now)
                .chain(
                        door ->
                                of(session, ToldBy.FROM_A_PLAN, now)
                                        .map(
                                                plan -> {
                                                    List<EstimateScore> all = new ArrayList<>(door);
                                                    all.addAll(plan);
                                                    return all;
                                                }));
    }

    private Uni<List<EstimateScore>> of(Mutiny.Session session, ToldBy by, Instant now) {
        return table.newest(session, by, now)
                .map(told -> EstimateScore.of(by, StartScores.of(told)));
    }

    void turn(Epoch epoch) {
        Instant old = clock.instant().minus(KEPT);
        show(
                transactions
                        .asService(
                                session ->
                                        fence.check(session, epoch)
                                                .chain(() -> table.forget(session, old))
                                                .chain(() -> of(session)))
                        .await()
                        .atMost(PATIENCE));
    }

    private void show(List<EstimateScore> scores) {
        show(coverage50, scores, EstimateScore::coverage50);
        show(coverage90, scores, EstimateScore::coverage90);
        show(error, scores, EstimateScore::errorSeconds);
    }

    private static void show(
            MultiGauge gauge,
            List<EstimateScore> scores,
            Function<EstimateScore, @Nullable Double> figure) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        for (EstimateScore score : scores) {
            Double value = figure.apply(score);
            if (value != null && score.waitedFor() == null) {
                rows.add(
                        MultiGauge.Row.of(
                                Tags.of(
                                        "told-by",
                                        DashedEnums.nameOf(score.toldBy()),
                                        "ahead",
                                        score.ahead() == null
                                                ? "all"
                                                : DashedEnums.nameOf(score.ahead())),
                                value));
            }
        }
        gauge.register(rows, true);
    }
}
