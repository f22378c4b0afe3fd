package io.headroom.replay.evaluate.m4;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SequencedMap;

import io.headroom.engine.forecast.FittedSeries;
import io.headroom.engine.forecast.ForecastPolicy;
import io.headroom.engine.forecast.Forecaster;
import io.headroom.engine.forecast.demand.DemandHistory;
import io.headroom.engine.forecast.outlook.Outlook;
import io.headroom.engine.forecast.outlook.QuantilePath;
import io.headroom.replay.evaluate.score.CpuTime;
import io.headroom.replay.evaluate.score.HourScore;
import io.headroom.replay.evaluate.score.QuantileScore;

/// Many series with one forecast each, scored as the M4 competition did.
public final class SeriesEvaluation {
    /// The levels that quantile loss is usually averaged over.
    private static final List<Double> DECILES =
            List.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9);

    private static final List<Double> LEVELS =
            List.of(0.025, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.975);

    private static final Duration STEP = Duration.ofHours(1);

    private final SeriesRequest request;
    private final ForecastPolicy policy;
    private static final int DAY = 24;

    private final QuantileScore quantiles = new QuantileScore(LEVELS);
    private final HourScore hours = new HourScore();
    private long seen;
    private PointScore ours = new PointScore(0, 0);
    private PointScore naive = new PointScore(0, 0);
    private double cpuSeconds;

    private SeriesEvaluation(SeriesRequest request) {
        this.request = request;
        List<Duration> seasons = new ArrayList<>();
        for (int season : request.seasons()) {
            seasons.add(STEP.multipliedBy(season));
        }
        this.policy =
                ForecastPolicy.DEFAULT
                        .withLevels(LEVELS)
                        .withSeasons(seasons)
                        .withHorizon(request.horizon())
                        .without(request.without());
    }

    public static SeriesReport of(SeriesRequest request) {
        SequencedMap<String, List<Double>> train = M4Series.read(request.train());
        SequencedMap<String, List<Double>> test = M4Series.read(request.test());
        SeriesEvaluation evaluation = new SeriesEvaluation(request);
        int count = 0;
        for (var entry : test.entrySet()) {
            List<Double> past = train.get(entry.getKey());
            if (past == null) {
                throw new IllegalArgumentException(
                        entry.getKey() + " is in the test file and not in the training file");
            }
            evaluation.add(array(past), array(entry.getValue()));
            count++;
        }
        return evaluation.report(count);
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private void add(double[] past, double[] future) {
        double[] truth = Arrays.copyOf(future, Math.min(future.length, request.horizon()));
        double before = CpuTime.seconds();
        DemandHistory history = new DemandHistory(Instant.EPOCH, STEP, past);
        FittedSeries fitted = Forecaster.refit(history, policy);
        Outlook outlook = Forecaster.forecast(fitted, history, truth.length, history.end());
        cpuSeconds += CpuTime.seconds() - before;
        int period = request.seasons().isEmpty() ? 1 : request.seasons().getFirst();
        ours = ours.plus(PointScore.of(past, period, truth, median(outlook)));
        double[] yardstick = NaiveTwo.path(past, period, truth.length);
        naive = naive.plus(PointScore.of(past, period, truth, yardstick));
        for (int h = 0; h < truth.length; h++) {
            quantiles.add(outlook, h, truth[h]);
        }
        if (period == DAY) {
            addHours(past, truth, outlook);
        }
    }

    /// Nobody says at which hour a series begins: its hours are counted from its busiest.
    private void addHours(double[] past, double[] truth, Outlook outlook) {
        double[] day = new double[DAY];
        for (int i = 0; i < past.length / DAY * DAY; i++) {
            day[i % DAY] += past[i];
        }
        int busiest = 0;
        for (int i = 1; i < DAY; i++) {
            busiest = day[i] > day[busiest] ? i : busiest;
        }
        for (int h = 0; h < truth.length; h++) {
            int hour = Math.floorMod(past.length + h - busiest, DAY);
            hours.add(hour, seen + h / DAY, truth[h], outlook.quantile(0.9, h));
        }
        seen += Math.ceilDiv(truth.length, DAY);
    }

    private static double[] median(Outlook outlook) {
        for (QuantilePath path : outlook.paths()) {
            if (path.level() == 0.5) {
                return array(path.values());
            }
        }
        throw new IllegalStateException("no median in " + outlook.levels());
    }

    private SeriesReport report(int count) {
        PointScore own = ours.over(count);
        PointScore yardstick = naive.over(count);
        double owa = (own.smape() / yardstick.smape() + own.mase() / yardstick.mase()) / 2;
        return new SeriesReport(
                count,
                request.horizon(),
                own.smape(),
                own.mase(),
                owa,
                yardstick.smape(),
                yardstick.mase(),
                quantiles.weightedLoss(DECILES),
                quantiles.within(0.9),
                quantiles.within(0.975),
                hours.hours(),
                cpuSeconds / count);
    }
}
