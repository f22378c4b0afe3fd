package io.headroom.engine.forecast.demand;

import java.time.Duration;

/// Lends a series that is too young the past of its class.
///
/// That past is brought to the size of the series, and from its first value on it is the series' own. Without a common step, or where the class is no older, the
/// series stays as it is.
public final class ColdStart {
    /// So many of its own values weigh as much as the belief that it is as large as its class.
    private static final double BELIEF = 6;

    private ColdStart() {}

    /// For a part: it is thought to be as large as its class while it has few values.
    public static DemandHistory completed(DemandHistory own, DemandHistory ofClass) {
        return completed(own, ofClass, BELIEF);
    }

    /// For a whole series: it is as large beside the other as it has been so far. Where that is not known, or the other wanted nothing meanwhile, it stays as
    /// it is.
    public static DemandHistory inProportion(DemandHistory own, DemandHistory other) {
        return completed(own, other, 0);
    }

    private static DemandHistory completed(
            DemandHistory own, DemandHistory ofClass, double belief) {
        Duration apart = Duration.between(ofClass.start(), own.start());
        if (!own.step().equals(ofClass.step()) || apart.isNegative() || apart.isZero()) {
            return own;
        }
        long steps = apart.dividedBy(own.step());
        if (steps > ofClass.size()) {
            return own;
        }
        int before = (int) steps;
        double size = size(own, ofClass, before, belief);
        if (Double.isNaN(size)) {
            return own;
        }
        double[] values = new double[before + own.size()];
        for (int i = 0; i < before; i++) {
            values[i] = ofClass.value(i) * size;
        }
        for (int i = 0; i < own.size(); i++) {
            values[before + i] = own.value(i);
        }
        return new DemandHistory(own.series(), ofClass.start(), own.step(), values);
    }

    /// How large the series is beside its class in the steps that both know, drawn towards 1 while these are few; NaN where nobody knows and nothing is
    /// believed.
    private static double size(
            DemandHistory own, DemandHistory ofClass, int before, double belief) {
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
            return belief > 0 ? 1 : Double.NaN;
        }
        double mean = theirs / count;
        return (mine + belief * mean) / (theirs + belief * mean);
    }
}
