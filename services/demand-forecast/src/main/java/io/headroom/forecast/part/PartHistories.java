package io.headroom.forecast.part;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

import io.headroom.engine.forecast.demand.DemandHistory;

/// What each part that has a forecast wanted so far: read now and then, and carried on from minute to minute.
///
/// A part is known in the minutes in which its series is; where no row names it, it wanted nothing. The rest is what the named ones
/// leave of the series, from when the first of them was named.
final class PartHistories {

    /// What is left over when numbers are taken from their sum.
    private static final double NOTHING = 0.001;

    private static final int MINUTES = 60;

    private final SortedMap<PartKey, DemandHistory> histories = new TreeMap<>();

    SortedMap<PartKey, DemandHistory> all() {
        return histories;
    }

    void clear() {
        histories.clear();
    }

    /// Begins with a part's first minute of any demand; nothing where it has none.
    void put(PartKey part, DemandHistory whole, SortedMap<Long, double[]> hours) {
        double[] values = new double[whole.size()];
        long first = whole.start().getEpochSecond() / MINUTES;
        int begin = values.length;
        for (int i = values.length - 1; i >= 0; i--) {
            long minute = first + i;
            double[] hour = hours.get(minute / MINUTES);
            double gpus = hour == null ? 0 : hour[(int) (minute % MINUTES)];
            values[i] = whole.isKnown(i) ? gpus : Double.NaN;
            begin = gpus > 0 ? i : begin;
        }
        if (begin < values.length) {
            Instant start = whole.start().plus(whole.step().multipliedBy(begin));
            double[] own = Arrays.copyOfRange(values, begin, values.length);
            histories.put(part, new DemandHistory(whole.series(), start, whole.step(), own));
        }
    }

    /// What the named parts of a dimension leave.
    void putRest(PartKey rest, DemandHistory whole) {
        if (named(rest).isEmpty()) {
            return;
        }
        Instant begin = whole.end();
        for (DemandHistory named : named(rest).values()) {
            begin = named.start().isBefore(begin) ? named.start() : begin;
        }
        int skipped = (int) Duration.between(whole.start(), begin).dividedBy(whole.step());
        double[] left = whole.tail(whole.size() - skipped).toArray();
        for (DemandHistory named : named(rest).values()) {
            int later = left.length - named.size();
            for (int i = 0; i < named.size(); i++) {
                left[later + i] -= named.value(i);
            }
        }
        for (int i = 0; i < left.length; i++) {
            left[i] = left[i] < NOTHING ? 0 : left[i];
        }
        histories.put(rest, new DemandHistory(whole.series(), begin, whole.step(), left));
    }

    private SortedMap<PartKey, DemandHistory> named(PartKey rest) {
        SortedMap<PartKey, DemandHistory> named = new TreeMap<>();
        histories.forEach(
                (part, history) -> {
                    if (part.rest().equals(rest) && !part.equals(rest)) {
                        named.put(part, history);
                    }
                });
        return named;
    }

    /// Carries all parts on to the end of their series: its last minute as it is wanted now, those that were missed before as gaps.
    void carryOn(
            SortedMap<String, DemandHistory> wholes, SortedMap<PartKey, Double> wanted, int most) {
        histories.replaceAll(
                (part, history) -> {
                    DemandHistory whole = wholes.get(part.series());
                    if (whole == null) {
                        return history;
                    }
                    DemandHistory longer = history;
                    while (longer.end().isBefore(whole.end())) {
                        boolean isNow = !longer.end().plus(whole.step()).isBefore(whole.end());
                        longer = longer.plus(isNow ? now(part, whole, wanted) : Double.NaN);
                    }
                    return longer.size() > most + MINUTES ? longer.tail(most) : longer;
                });
    }

    /// Takes in who wants something for the first time, while there is room; the next reading takes in who wants most.
    void admit(
            SortedMap<String, DemandHistory> wholes, SortedMap<PartKey, Double> wanted, int most) {
        wanted.forEach(
                (part, gpus) -> {
                    DemandHistory whole = wholes.get(part.series());
                    if (whole != null
                            && !histories.containsKey(part)
                            && named(part.rest()).size() < most) {
                        Instant last = whole.end().minus(whole.step());
                        histories.put(
                                part,
                                new DemandHistory(
                                        whole.series(), last, whole.step(), new double[] {gpus}));
                        if (!histories.containsKey(part.rest())) {
                            putRest(part.rest(), whole);
                        }
                    }
                });
    }

    private double now(PartKey part, DemandHistory whole, SortedMap<PartKey, Double> wanted) {
        if (!part.name().equals(PartKey.REST)) {
            return wanted.getOrDefault(part, 0.0);
        }
        double left = whole.value(whole.size() - 1);
        for (PartKey named : named(part).keySet()) {
            left -= wanted.getOrDefault(named, 0.0);
        }
        return left < NOTHING ? 0 : left;
    }
}
