package io.headroom.forecast.accuracy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.headroom.engine.forecast.outlook.Accuracy;
import io.headroom.platform.leader.Leadership;

/// What the forecasts of the last day were worth, by lane and by minutes ahead, on the process that makes them: `headroom_forecast_loss_ratio` (weighted quantile loss),
/// `headroom_forecast_mase_ratio` (below 1 is better than seasonal naive) and `headroom_forecast_coverage90_ratio` (0.9 is right).
@Singleton
final class ScoreMeter {

    /// Every hour of the day once.
    static final Duration OVER = Duration.ofDays(1);

    private static final int P90 = Ahead.LEVELS.indexOf(0.9);

    private final Leadership leadership;
    private final MultiGauge loss;
    private final MultiGauge mase;
    private final MultiGauge coverage;

    @Inject
    ScoreMeter(Leadership leadership, MeterRegistry meters) {
        this.leadership = leadership;
        this.loss = MultiGauge.builder("headroom.forecast.loss.ratio").register(meters);
        this.mase = MultiGauge.builder("headroom.forecast.mase.ratio").register(meters);
        this.coverage = MultiGauge.builder("headroom.forecast.coverage90.ratio").register(meters);
    }

    /// Who makes them no longer has nothing to show of them.
    void start(@Observes StartupEvent event) {
        leadership.onLost(_ -> show(List.of()));
    }

    void show(List<ScoreTable.Score> lanes) {
        show(loss, lanes, Accuracy::weightedQuantileLoss);
        show(mase, lanes, Accuracy::againstSeasonalNaive);
        show(
                coverage,
                lanes,
                accuracy ->
                        accuracy.steps() == 0
                                ? OptionalDouble.empty()
                                : OptionalDouble.of(accuracy.coverage().get(P90)));
    }

    /// What is not known has no row.
    private static void show(
            MultiGauge gauge,
            List<ScoreTable.Score> lanes,
            Function<Accuracy, OptionalDouble> figure) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        for (ScoreTable.Score lane : lanes) {
            String name = lane.series().substring(0, lane.series().indexOf('/'));
            String ahead = Integer.toString(Ahead.MINUTES.get(lane.place()));
            figure.apply(lane.accuracy())
                    .ifPresent(
                            value ->
                                    rows.add(
                                            MultiGauge.Row.of(
                                                    Tags.of("lane", name, "ahead", ahead), value)));
        }
        gauge.register(rows, true);
    }
}
