package io.headroom.forecast.measure;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Adds up arrivals and work by series and minute.
final class Flows {

    /// A day. What is older by more is not added: half of it loses more of what comes late after a long failure, twice of it makes one event that comes
    /// late write twice as many rows.
    static final Duration OLDEST = Duration.ofDays(1);

    private record SeriesMinute(String series, Instant at) implements Comparable<SeriesMinute> {

        @Override
        public int compareTo(SeriesMinute other) {
            int by = series.compareTo(other.series);
            return by == 0 ? at.compareTo(other.at) : by;
        }
    }

    private final SortedMap<SeriesMinute, Flow> sums = new TreeMap<>();
    private final Instant oldest;

    /// @param now nothing is added to minutes that were a day before it
    Flows(Instant now) {
        oldest = minute(now.minus(OLDEST));
    }

    void arrived(String series, Instant at) {
        add(series, minute(at), 1, 0);
    }

    /// Work of so many milli-GPUs, from when until when; taken away again where it ends before it begins.
    void worked(String series, long milliGpu, Instant from, Instant until) {
        if (until.isBefore(from)) {
            spread(series, -milliGpu, until, from);
        } else {
            spread(series, milliGpu, from, until);
        }
    }

    private void spread(String series, long milliGpu, Instant from, Instant until) {
        Instant begin = from.isBefore(oldest) ? oldest : from;
        for (Instant at = minute(begin); at.isBefore(until); at = at.plusSeconds(60)) {
            Instant first = at.isBefore(begin) ? begin : at;
            Instant next = at.plusSeconds(60);
            Instant last = next.isAfter(until) ? until : next;
            add(series, at, 0, milliGpu * Duration.between(first, last).toMillis());
        }
    }

    private void add(String series, Instant at, long arrivals, long work) {
        if (!at.isBefore(oldest)) {
            sums.merge(
                    new SeriesMinute(series, at),
                    new Flow(series, at, arrivals, work),
                    (a, b) ->
                            new Flow(series, at, a.arrivals() + b.arrivals(), a.work() + b.work()));
        }
    }

    /// In order, without those that add nothing.
    List<Flow> all() {
        return sums.values().stream().filter(f -> f.arrivals() != 0 || f.work() != 0).toList();
    }

    private static Instant minute(Instant at) {
        return at.truncatedTo(ChronoUnit.MINUTES);
    }
}
