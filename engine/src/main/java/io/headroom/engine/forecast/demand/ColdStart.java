package io.headroom.engine.forecast.demand;

import java.time.Duration;

/// Lends a series that is too young the past of its class.
public final class ColdStart {
    /// So many of its own values weigh as much as the belief that it is as large as its class.
    private static final double BELIEF = 6;

    private ColdStart() {}

    /// The past of the class, brought to the size of the series, and from its first value on the series' own.
    ///
    /// Without a common step, or where the class is no older, the series stays as it is.
    public static DemandHistory completed(DemandHistory own, DemandHistory ofClass) {
        Duration apart = Duration.between(ofClass.start(), own.start());
        if (!own.step().equals(ofClass.step()) || apart.isNegative() || apart.isZero()) {
            return own;
        }
        long steps = apart.dividedBy(own.step());
        int before = (int) Math.min(steps, ofClass.size());
        if (steps > ofClass.size()) {
            return own;
        }
        double size = size(own, ofClass, before);
        double[] values = new double[before + own.size()];
        for (int i = 0; i < before; i++) {
            values[i] = ofClass.value(i) * size;
        }
        for (int i = 0; i < own.size(); i++) {
            values[before + i] = own.value(i);
        }
        return new DemandHistory(own.series(), ofClass.start(), own.step(), values);
    }

    /// How large the series is beside its class in the steps that both know, drawn towards 1 while these are few.
    private static double size(DemandHistory own, DemandHistory ofClass, int before) {
        double mine = 0;
        double theirs = 0;
        int count = 0;
        for (int i = 0; i < own.size() && before + i < ofClass.size(); i++) {
            if (own.isKnown(i) && ofClass.isKnown(before + i)) {
                mine += own.value(i);
                theirs += ofClass.value(before + i);
                count++;
            }
        }
        if (count == 0 || theirs == 0) {
            return 1;
        }
        double mean = theirs / count;
        return (mine + BELIEF * mean) / (theirs + BELIEF * mean);
    }
}
