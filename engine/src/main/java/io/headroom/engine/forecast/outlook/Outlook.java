package io.headroom.engine.forecast.outlook;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;

/// What a series will want: quantiles for every step of the horizon, and whether to trust them.
///
/// @param from the first instant of the first step
/// @param paths by rising level; all of the same length
/// @param model the models that spoke, with their weights, for people to read
public record Outlook(
        String series,
        Instant from,
        Duration step,
        List<QuantilePath> paths,
        String model,
        Usability usability) {

    public Outlook {
        paths = List.copyOf(paths);
        if (paths.isEmpty()) {
            throw new IllegalArgumentException("an outlook needs at least one quantile");
        }
        for (int i = 1; i < paths.size(); i++) {
            requireAbove(paths.get(i - 1), paths.get(i));
        }
    }

    private static void requireAbove(QuantilePath low, QuantilePath high) {
        if (low.level() >= high.level() || low.values().size() != high.values().size()) {
            throw new IllegalArgumentException("quantiles must have rising levels and one length");
        }
        for (int i = 0; i < low.values().size(); i++) {
            if (low.values().get(i) > high.values().get(i)) {
                throw new IllegalArgumentException("quantiles cross in step " + i);
            }
        }
    }

    /// Of a series of which nothing is known: nothing, and not to be acted upon.
    public static Outlook ofNothing(
            String series, Instant from, Duration step, int steps, List<Double> levels) {
        List<Double> none = Collections.nCopies(steps, 0.0);
        return new Outlook(
                series,
                from,
                step,
                levels.stream().map(level -> new QuantilePath(level, none)).toList(),
                "none",
                new Usability.Unusable(
                        Usability.Why.NO_DEMAND_KNOWN, "nothing was wanted of it yet"));
    }

    /// The same time, seen otherwise.
    Outlook saying(List<QuantilePath> other, String by, Usability trust) {
        return new Outlook(series, from, step, other, by, trust);
    }

    public int steps() {
        return paths.getFirst().values().size();
    }

    public List<Double> levels() {
        return paths.stream().map(QuantilePath::level).toList();
    }

    public Instant at(int index) {
        return from.plus(step.multipliedBy(index));
    }

    /// The quantile of any level in one step: straight between the levels that are kept, flat beyond them.
    public double quantile(double level, int index) {
        QuantilePath below = paths.getFirst();
        for (QuantilePath path : paths) {
            if (path.level() >= level) {
                double span = path.level() - below.level();
                double share = span <= 0 ? 0 : (level - below.level()) / span;
                double low = below.values().get(index);
                return low + share * (path.values().get(index) - low);
            }
            below = path;
        }
        return below.values().get(index);
    }

    /// The highest that one quantile reaches within `steps` steps: what must be ready for a lead time of that length.
    public double peak(double level, int steps) {
        double peak = 0;
        for (int i = 0; i < Math.min(steps, steps()); i++) {
            peak = Math.max(peak, quantile(level, i));
        }
        return peak;
    }
}
