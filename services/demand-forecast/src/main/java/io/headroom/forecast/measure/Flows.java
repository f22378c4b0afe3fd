package io.headroom.forecast.measure;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Adds up arrivals and work by origin and minute.
final class Flows {

    /// A day. What is older by more is not added: half of it loses more of what comes late after a long failure, twice of it makes one event that comes
    /// late write twice as many rows.
    static final Duration OLDEST = Duration.ofDays(1);

    private record OriginMinute(Origin origin, Instant at) implements Comparable<OriginMinute> {

        @Override
        public int compareTo(OriginMinute other) {
            int by = origin.compareTo(other.origin);
            return by == 0 ? at.compareTo(other.at) : by;
        }
    }

    private final SortedMap<OriginMinute, Flow> sums = new TreeMap<>();
    private final Instant oldest;

    /// @param now nothing is added to minutes that were a day before it
    Flows(Instant now) {
        oldest = minute(now.minus(OLDEST));
    }

    void arrived(Origin origin, Instant at) {
        add(origin, minute(at), 1, 0);
    }

    /// Work of so many milli-GPUs, from when until when; taken away again where it ends before it begins.
    void worked(Origin origin, long milliGpu, Instant from, Instant until) {
        if (until.isBefore(from)) {
            spread(origin, -milliGpu, until, from);
        } else {
            spread(origin, milliGpu, from, until);
        }
    }

    private void spread(Origin origin, long milliGpu, Instant from, Instant until) {
        Instant begin = from.isBefore(oldest) ? oldest : from;
        for (Instant at = minute(begin); at.isBefore(until); at = at.plusSeconds(60)) {
            Instant first = at.isBefore(begin) ? begin : at;
            Instant next = at.plusSeconds(60);
            Instant last = next.isAfter(until) ? until : next;
            add(origin, at, 0, milliGpu * Duration.between(first, last).toMillis());
        }
    }

    private void add(Origin origin, Instant at, long arrivals, long work) {
        if (!at.isBefore(oldest)) {
            sums.merge(
                    new OriginMinute(origin, at),
                    new Flow(origin, at, arrivals, work),
                    (a, b) ->
                            new Flow(origin, at, a.arrivals() + b.arrivals(), a.work() + b.work()));
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
