package io.headroom.engine.forecast.model.series;

import java.util.Arrays;

/// Logarithms of mean demand, as the regression of rates looks at it: of earlier days and weeks at the same phase, of the last steps, and of
/// the steps that lay before that phase then.
public final class Rates {
    /// More days than this are another month's.
    private static final int DAYS = 10;

    private static final int[] WINDOWS = {3, 12, 48};

    /// The window whose level is a guess by itself: about an hour where steps are of five minutes.
    private static final int LATELY = 12;

    private final double[] sums;
    private final double offset;
    private final int reach;
    private final int[] windows;
    private final double[] around;
    private final double[] profile;
    private final double[][] level;
    private final double[][] profileLevel;
    public final int day;
    public final int week;
    public final int size;

    /// @param week nought where it has not been seen
    public Rates(Series series, int end, int day, int week, double offset) {
        this.day = day;
        this.week = week;
        this.offset = offset;
        reach = day / 48;
        sums = new double[end + 1];
        for (int i = 0; i < end; i++) {
            sums[i + 1] = sums[i] + series.value(i);
        }
        int count = 1;
        while (count < WINDOWS.length && WINDOWS[count] * 2 <= day) {
            count++;
        }
        windows = Arrays.copyOf(WINDOWS, count);
        size = (week > 0 ? 4 : 3) + windows.length * (week > 0 ? 3 : 2);
        around = unknown(end + 1);
        profile = unknown(end + 1);
        level = new double[count + 1][];
        profileLevel = new double[count][];
        for (int w = 0; w < count; w++) {
            level[w] = unknown(end + 1);
            profileLevel[w] = unknown(end + 1);
        }
        level[count] = unknown(end + 1);
    }

    /// Found when first asked for: one forecast asks for few.
    private static double[] unknown(int size) {
        double[] values = new double[size];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    private double log(double rate) {
        return Math.log(Math.max(0, rate) + offset);
    }

    private double mean(int from, int to) {
        int first = Math.max(0, from);
        int end = sums.length - 1;
        return to > first ? (sums[to] - sums[first]) / (to - first) : sums[end] / Math.max(1, end);
    }

    /// About this phase; no further than what is known at the origin.
    private double mean(int at, int reached, int origin) {
        return mean(at - reached, Math.min(origin, at + reached + 1));
    }

    private double around(int at, int origin) {
        if (at < 0 || at + reach >= origin) {
            return log(mean(at, reach, origin));
        }
        if (Double.isNaN(around[at])) {
            around[at] = log(mean(at, reach, origin));
        }
        return around[at];
    }

    /// The mean of the days before at one phase, the last of them at `at`.
    private double profile(int at, int origin) {
        boolean whole = at >= 0 && at + reach < origin;
        if (whole && !Double.isNaN(profile[at])) {
            return profile[at];
        }
        double sum = 0;
        int days = 0;
        for (int t = at; days < DAYS && t - reach >= 0; t -= day) {
            sum += mean(t, reach, origin);
            days++;
        }
        double found = days == 0 ? around(at, origin) : log(sum / days);
        if (whole) {
            profile[at] = found;
        }
        return found;
    }

    /// The level of the last steps before `at`; the last of the windows is [#LATELY].
    private double level(int w, int at) {
        if (at < 0) {
            return log(mean(0, 0));
        }
        if (Double.isNaN(level[w][at])) {
            int window = w < windows.length ? windows[w] : LATELY;
            level[w][at] = log(mean(at - window, at));
        }
        return level[w][at];
    }

    /// The mean level of the days before in the steps before this phase.
    private double profileLevel(int w, int origin) {
        double[] known = profileLevel[w];
        if (Double.isNaN(known[origin])) {
            double sum = 0;
            int days = 0;
            for (int t = origin - day; days < DAYS && t - windows[w] >= 0; t -= day) {
                sum += mean(t - windows[w], t);
                days++;
            }
            known[origin] = days == 0 ? level(w, origin) : log(sum / days);
        }
        return known[origin];
    }

    /// The last day, counted back from this step, whose same phase is known at the origin.
    private static int back(int season, int h) {
        return h < season ? season : season * (h / season + 1);
    }

    /// What a day looks like at this phase: what is regressed is the departure from it.
    private double base(int origin, int h) {
        return profile(origin + h - back(day, h), origin);
    }

    /// Answers the base.
    public double fill(double[] x, int origin, int h) {
        double base = base(origin, h);
        int yesterday = back(day, h);
        int lastWeek = week > 0 ? back(week, h) : 0;
        int at = 0;
        x[at++] = 1;
        x[at++] = around(origin + h - yesterday, origin) - base;
        x[at++] = level(windows.length, origin) - base;
        if (week > 0) {
            x[at++] = around(origin + h - lastWeek, origin) - base;
        }
        for (int w = 0; w < windows.length; w++) {
            double now = level(w, origin);
            x[at++] = now - profileLevel(w, origin);
            x[at++] = now - level(w, origin - yesterday);
            if (week > 0) {
                x[at++] = now - level(w, origin - lastWeek);
            }
        }
        return base;
    }
}
