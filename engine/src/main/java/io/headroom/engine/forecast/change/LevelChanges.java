package io.headroom.engine.forecast.change;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.headroom.engine.forecast.model.series.Series;

/// Finds where demand jumped for good: a tenant moved in, or left.
///
/// Demand is compared with the same steps of earlier days and of the last week. A jump has departed from both, to the same side, by more
/// than half and farther than it ever did before: upward for a quarter of a day (nodes are missing meanwhile), downward for two and a
/// quarter days (a day off or a weekend is no change of level). Then what lay before says how demand goes through the day, and no longer
/// how much it is. The past is therefore brought to the new level ([#levelled]) and not thrown away: profiles, weights and doubt
/// are learned as if demand had always been what it is now. A rise that is over within a week is taken back.
///
/// Nothing is found before the longest season has been seen: the first Monday of a series is no change of level. Where a jump
/// began is where the likelihood of two rates is highest.
public final class LevelChanges {
    /// Keeps the logarithm calm where little is wanted, as a share of the mean demand.
    private static final double OFFSET = 0.25;

    /// A tenant fifty times the size of all before is looked at again.
    private static final double MOST = 50;

    /// Earlier days that demand is compared with.
    private static final int DAYS = 3;

    private final double[] values;
    private final double[] sums;
    private final double offset;
    private final int day;
    private final int longest;
    private final List<LevelChange> found = new ArrayList<>();

    private LevelChanges(Series series, int day, int longest) {
        this.day = day;
        this.longest = longest;
        values = series.copy(0, series.size());
        sums = new double[values.length + 1];
        addUp();
        offset = OFFSET * sums[values.length] / values.length + 1e-9;
    }

    private void addUp() {
        for (int i = 0; i < values.length; i++) {
            sums[i + 1] = sums[i] + values[i];
        }
    }

    /// By rising index; none in most series.
    public static List<LevelChange> in(Series series) {
        int seasons = series.seasonCount();
        if (seasons == 0 || series.season(0) < 8 || series.season(seasons - 1) >= series.size()) {
            return List.of();
        }
        LevelChanges changes =
                new LevelChanges(series, series.season(0), series.season(seasons - 1));
        changes.search();
        return List.copyOf(changes.found);
    }

    /// For each step, what its value must be multiplied with to be of the level at the end.
    public static double[] levelled(List<LevelChange> changes, int size) {
        double[] factors = new double[size];
        Arrays.fill(factors, 1);
        for (LevelChange change : changes) {
            for (int i = 0; i < Math.min(size, change.index()); i++) {
                factors[i] *= change.factor();
            }
        }
        return factors;
    }

    /// From the past to the end, in strides that end there: what has just come is looked at at once.
    private void search() {
        List<Watch> watches =
                List.of(
                        new Watch(day / 4, 1, day),
                        new Watch(day / 2, 1, day),
                        new Watch(9 * day / 4, -1, day));
        int stride = Math.max(1, day / 16);
        int first = longest + day;
        int settled = 0;
        for (int end = first + Math.floorMod(values.length - first, stride);
                end <= values.length;
                end += stride) {
            if (isBack(end)) {
                undo();
                settled = end - day / 4;
                watches.forEach(Watch::forgetLast);
            }
            for (Watch watch : watches) {
                int begin = end - watch.window < settled ? -1 : look(end, watch);
                if (begin >= 0) {
                    settled = begin;
                    watches.forEach(Watch::forgetLast);
                    break;
                }
            }
        }
    }

    /// A rise that is over within the longest season was an event and no new level: for a quarter of a day, demand has been nearer to what it
    /// was before.
    private boolean isBack(int end) {
        if (found.isEmpty()) {
            return false;
        }
        LevelChange last = found.getLast();
        int half = day / 8;
        int since = end - last.index();
        if (last.factor() < 1 || since < 4 * half || since > longest + 2 * half) {
            return false;
        }
        double nearer = -Math.log(last.factor()) / 2;
        return departure(end, half, 1) < nearer && departure(end - half, half, 1) < nearer;
    }

    private void undo() {
        LevelChange last = found.removeLast();
        for (int i = 0; i < last.index(); i++) {
            values[i] /= last.factor();
        }
        addUp();
    }

    /// Where a jump began that has lasted until `end`; -1 if there is none.
    private int look(int end, Watch watch) {
        if (end - 2 * watch.window - (watch.before + DAYS) * day < 0) {
            return -1;
        }
        double departure = watch.side * departure(end, watch.window, watch.before);
        if (watch.isUnheardOf(departure) && isSteady(end, watch)) {
            int begin = settle(end, watch);
            if (begin >= 0) {
                return begin;
            }
        }
        watch.add(departure);
        return -1;
    }

    /// Both halves depart: a crowd does not.
    private boolean isSteady(int end, Watch watch) {
        int half = watch.window / 2;
        return watch.side * departure(end, half, watch.before) > Watch.LEAST
                && watch.side * departure(end - half, half, watch.before) > Watch.LEAST;
    }

    /// Logarithm of how the last steps compare with the same steps of other days and of a week ago: the lesser of the two, nothing if
    /// they do not agree.
    private double departure(int end, int window, int before) {
        double now = mean(end - window, end);
        double sum = 0;
        for (int k = before; k < before + DAYS; k++) {
            sum += mean(end - window - k * day, end - k * day) / DAYS;
        }
        double ofDays = Math.log((now + offset) / (sum + offset));
        if (longest <= day) {
            return ofDays;
        }
        double lastWeek = mean(end - window - longest, end - longest);
        double ofWeek = Math.log((now + offset) / (lastWeek + offset));
        if (ofDays * ofWeek <= 0) {
            return 0;
        }
        return Math.abs(ofDays) < Math.abs(ofWeek) ? ofDays : ofWeek;
    }

    private double mean(int from, int to) {
        return (sums[to] - sums[from]) / (to - from);
    }

    /// Finds where the jump began and how high it is, from up to a day of what came after, and levels what lay before. Answers
    /// where it began; -1 if it is no jump after all.
    private int settle(int end, Watch watch) {
        int begin = begin(end, watch);
        int until = Math.min(values.length, begin + day);
        double after = sums[until] - sums[begin];
        double before = 0;
        for (int i = begin; i < until; i++) {
            before += expected(i, watch.before);
        }
        double factor = Math.clamp((after + 1e-9) / (before + 1e-9), 1 / MOST, MOST);
        if (watch.side * Math.log(factor) < Watch.LEAST) {
            return -1;
        }
        found.add(new LevelChange(begin, factor));
        for (int i = 0; i < begin; i++) {
            values[i] *= factor;
        }
        addUp();
        return begin;
    }

    private int begin(int end, Watch watch) {
        int begin = end - watch.window;
        double best = Double.NEGATIVE_INFINITY;
        double after = 0;
        double before = 0;
        for (int i = end - 1; i >= end - 2 * watch.window; i--) {
            after += values[i] + offset / 10;
            before += expected(i, watch.before) + offset / 10;
            double likelihood = after * Math.log(after / before) - (after - before);
            if (likelihood > best && end - i >= watch.window / 2) {
                best = likelihood;
                begin = i;
            }
        }
        return begin;
    }

    /// What would have come at a step without any jump: between what the days before and what the last week had there.
    private double expected(int at, int before) {
        double ofDays = 0;
        for (int k = before; k < before + DAYS; k++) {
            ofDays += values[at - k * day] / DAYS;
        }
        return longest > day ? (ofDays + values[at - longest]) / 2 : ofDays;
    }
}
