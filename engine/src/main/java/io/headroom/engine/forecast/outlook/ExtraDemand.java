package io.headroom.engine.forecast.outlook;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Demand that somebody has announced: so much more, from then until then, with this certainty.
///
/// @param coming whether the like of it was there before
public record ExtraDemand(
        Instant from, Instant until, double extra, double certainty, Coming coming) {

    /// What the past can know of it.
    public enum Coming {
        /// Nothing: it is on top of whatever is foreseen.
        FIRST,
        /// It repeats: a forecast may have learned it.
        AGAIN
    }

    /// More than this is a slip of the pen: nobody has had a million GPUs for one event.
    private static final double MOST = 1_000_000;

    public ExtraDemand {
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException(
                    "a signal must end after it begins: " + from + " to " + until);
        }
        if (!(extra >= 0 && extra <= MOST)) {
            throw new IllegalArgumentException(
                    "extra must be from 0 to " + MOST + ", was " + extra);
        }
        if (!(certainty >= 0 && certainty <= 1)) {
            throw new IllegalArgumentException("certainty must be from 0 to 1, was " + certainty);
        }
    }

    public ExtraDemand(Instant from, Instant until, double extra, double certainty) {
        this(from, until, extra, certainty, Coming.FIRST);
    }

    public boolean covers(Instant at) {
        return !at.isBefore(from) && at.isBefore(until);
    }

    /// The same of so many GPUs.
    ExtraDemand of(double gpus) {
        return new ExtraDemand(from, until, gpus, certainty, coming);
    }

    /// The outlook as it is once the announcement is known: with chance `certainty` demand is higher by `extra`.
    public Outlook appliedTo(Outlook outlook) {
        double[] floors = new double[outlook.steps()];
        List<QuantilePath> paths = new ArrayList<>();
        for (QuantilePath path : outlook.paths()) {
            List<Double> values = new ArrayList<>();
            for (int i = 0; i < outlook.steps(); i++) {
                double value = path.values().get(i);
                double higher = covers(outlook.at(i)) ? mixed(outlook, path.level(), i) : value;
                // What is found by bisection is right to a hair, by which levels could cross.
                floors[i] = Math.max(floors[i], higher);
                values.add(floors[i]);
            }
            paths.add(new QuantilePath(path.level(), values));
        }
        return outlook.saying(paths, outlook.model(), outlook.usability());
    }

    /// The quantile of a mixture of two distributions, by bisection of its distribution function.
    private double mixed(Outlook outlook, double level, int index) {
        double low = outlook.quantile(level, index);
        double high = low + extra;
        for (int i = 0; i < 50; i++) {
            double middle = (low + high) / 2;
            double chance =
                    (1 - certainty) * chance(outlook, middle, index)
                            + certainty * chance(outlook, middle - extra, index);
            if (chance < level) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /// How likely demand is at or under a value: straight between the quantiles, none below the lowest.
    private static double chance(Outlook outlook, double value, int index) {
        double before = Double.NaN;
        double beforeLevel = 0;
        for (QuantilePath path : outlook.paths()) {
            double at = path.values().get(index);
            if (at > value) {
                double share = at > before ? (value - before) / (at - before) : 0;
                return Double.isNaN(before)
                        ? 0
                        : beforeLevel + share * (path.level() - beforeLevel);
            }
            before = at;
            beforeLevel = path.level();
        }
        return 1;
    }
}
