package io.headroom.replay.evaluate.rolling;

import java.util.List;

import io.headroom.engine.forecast.FittedSeries;
import io.headroom.engine.forecast.ForecastPolicy;
import io.headroom.engine.forecast.Forecaster;
import io.headroom.engine.forecast.demand.DemandHistory;
import io.headroom.engine.forecast.outlook.Outlook;
import io.headroom.replay.evaluate.score.CpuTime;
import io.headroom.replay.evaluate.score.HourScore;
import io.headroom.replay.evaluate.score.QuantileScore;

/// One series, forecast again and again while time goes on, as the service does it.
public final class RollingEvaluation {
    private static final List<Double> LEVELS = List.of(0.5, 0.9, 0.95);

    private RollingEvaluation() {}

    public static RollingReport of(RollingRequest request) {
        DemandHistory whole = DemandTrace.read(request.trace(), request.format(), request.step());
        int tested = (int) request.test().dividedBy(request.step());
        int start = whole.size() - Math.min(tested, whole.size() * 2 / 3);
        ForecastPolicy policy =
                ForecastPolicy.DEFAULT.withHorizon(request.horizon()).without(request.without());
        QuantileScore score = new QuantileScore(LEVELS);
        HourScore hours = new HourScore();
        FittedSeries fitted = Forecaster.refit(whole.head(start), policy);
        double cpu = CpuTime.seconds();
        double slowest = 0;
        int forecasts = 0;
        for (int at = start; at + request.horizon() <= whole.size(); at += request.every()) {
            DemandHistory known = whole.head(at);
            if (forecasts > 0 && forecasts % request.refit() == 0) {
                fitted = Forecaster.refit(known, policy);
            }
            double before = CpuTime.seconds();
            Outlook outlook = Forecaster.forecast(fitted, known, request.horizon(), known.end());
            slowest = Math.max(slowest, CpuTime.seconds() - before);
            for (int h = 0; h < request.horizon(); h++) {
                if (whole.isKnown(at + h)) {
                    score.add(outlook, h, whole.value(at + h));
                    long hour = outlook.at(h).getEpochSecond() / 3600;
                    double quantile = outlook.quantile(0.9, h);
                    hours.add((int) (hour % 24), hour / 24, whole.value(at + h), quantile);
                }
            }
            forecasts++;
        }
        return new RollingReport(
                whole.size(),
                forecasts,
                request.horizon(),
                score.weightedLoss(LEVELS),
                score.weightedLoss(List.of(0.5)),
                score.weightedLoss(List.of(0.9)),
                score.weightedLoss(List.of(0.95)),
                score.under(0.9),
                score.within(0.95),
                PlainMean.weightedLoss(whole, start, request, LEVELS),
                hours.hours(),
                (CpuTime.seconds() - cpu) / Math.max(1, forecasts),
                slowest);
    }
}
