package io.headroom.replay.evaluate.rolling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.headroom.engine.forecast.demand.DemandHistory;

/// The yardstick: last hour's level, last week and yesterday scaled by the last hour, smoothed, and their plain mean; its quantiles
/// from its errors before the test, in units of the root of demand.
final class PlainMean {
    private final DemandHistory whole;
    private final int hour;
    private final int day;
    private final int week;

    private PlainMean(DemandHistory whole) {
        this.whole = whole;
        this.hour = (int) Math.max(1, 3_600_000 / whole.step().toMillis());
        this.day = 24 * hour;
        this.week = 7 * day;
    }

    static double weightedLoss(
            DemandHistory whole, int start, RollingRequest request, List<Double> levels) {
        PlainMean mean = new PlainMean(whole);
        double[] scores = mean.scores(start, request);
        double loss = 0;
        double demand = 0;
        for (int at = start; at + request.horizon() <= whole.size(); at += request.every()) {
            for (int h = 0; h < request.horizon(); h++) {
                double truth = whole.value(at + h);
                double centre = mean.centre(at, h);
                demand += truth;
                for (double level : levels) {
                    double score = scores.length == 0 ? 0 : scores[(int) (level * scores.length)];
                    double off = truth - Math.max(0, centre + score * Math.sqrt(centre + 0.5));
                    loss += 2 * Math.max(level * off, (level - 1) * off) / levels.size();
                }
            }
        }
        return demand > 0 ? loss / demand : 0;
    }

    private double[] scores(int start, RollingRequest request) {
        List<Double> scores = new ArrayList<>();
        for (int at = day + hour; at + request.horizon() <= start; at += request.every()) {
            for (int h = 0; h < request.horizon(); h++) {
                double centre = centre(at, h);
                scores.add((whole.value(at + h) - centre) / Math.sqrt(centre + 0.5));
            }
        }
        double[] sorted = scores.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted;
    }

    private double centre(int at, int h) {
        double last = mean(at - hour, at);
        double before = mean(at - day - hour, at - day);
        double yesterday = mean(at + h - day - hour / 2, Math.min(at, at + h - day + hour / 2 + 1));
        double scaled = Math.min(3 * last + 3, yesterday * (last + 0.2) / (before + 0.2));
        double lastWeek =
                at + h < week
                        ? scaled
                        : mean(at + h - week - hour / 2, at + h - week + hour / 2 + 1);
        return (last + lastWeek + scaled) / 3;
    }

    private double mean(int from, int to) {
        double sum = 0;
        int count = 0;
        for (int i = Math.max(0, from); i < to; i++) {
            if (whole.isKnown(i)) {
                sum += whole.value(i);
                count++;
            }
        }
        return count == 0 ? 0 : sum / count;
    }
}
