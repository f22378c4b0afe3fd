package io.headroom.engine.forecast.demand;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;

import io.headroom.contracts.forecast.SeriesKey;

/// Whose past a whole series borrows while it is young: that of the lane's largest other series, else of the largest of the same models in any lane. Both
/// have days like its own, as far as anybody knows.
public final class Kin {

    /// Then it has a day of its own that was seen twice.
    private static final Duration GROWN = Duration.ofDays(2);

    /// Who lends has seen a day more.
    private static final Duration OLDER = Duration.ofDays(1);

    private Kin() {}

    /// Who lends; nobody to a series that is not young, or has too few values of its own to say how large it is.
    ///
    /// @param sizes what each wants on average: the largest lends
    /// @param fewest values of its own that a forecast needs: no purchase is made on a borrowed past alone
    public static Optional<DemandHistory> of(
            DemandHistory young,
            Collection<DemandHistory> all,
            int fewest,
            SortedMap<String, Double> sizes) {
        Duration age = young.step().multipliedBy(young.size());
        if (age.compareTo(GROWN) >= 0 || young.known() < fewest) {
            return Optional.empty();
        }
        SeriesKey key = SeriesKey.of(young.series());
        Optional<DemandHistory> mate = Optional.empty();
        Optional<DemandHistory> like = Optional.empty();
        // Where all are young, every one looks at every other.
        Instant latest = young.start().minus(OLDER);
        for (DemandHistory other : all) {
            if (!other.start().isAfter(latest)) {
                SeriesKey its = SeriesKey.of(other.series());
                mate = its.lane().equals(key.lane()) ? larger(mate, other, sizes) : mate;
                like = its.models().equals(key.models()) ? larger(like, other, sizes) : like;
            }
        }
        return mate.isPresent() ? mate : like;
    }

    private static Optional<DemandHistory> larger(
            Optional<DemandHistory> best, DemandHistory other, SortedMap<String, Double> sizes) {
        return best.filter(b -> size(b, sizes) >= size(other, sizes)).or(() -> Optional.of(other));
    }

    private static double size(DemandHistory history, SortedMap<String, Double> sizes) {
        return sizes.getOrDefault(history.series(), 0.0);
    }
}
