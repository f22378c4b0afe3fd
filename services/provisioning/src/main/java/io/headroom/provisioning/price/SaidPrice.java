package io.headroom.provisioning.price;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.pool.PriceSource;

/// A list price that somebody said.
///
/// @param from when it begins to hold here; @param until when it ends; absent: when the same source says another one
/// @param asOf since when it holds by its source's own word
public record SaidPrice(
        PriceKey key,
        PriceSource source,
        Instant from,
        @Nullable Instant until,
        Money perHour,
        @Nullable Instant asOf,
        Instant saidAt,
        String saidBy) {

    /// What an operator says goes before what providers publish; of one source the newest goes.
    private static final Comparator<SaidPrice> FIRST =
            Comparator.comparing((SaidPrice p) -> p.source() != PriceSource.FILE)
                    .thenComparing(SaidPrice::from, Comparator.reverseOrder());

    /// The one that holds, of all that were said of one kind of machine.
    public static Optional<SaidPrice> holding(List<SaidPrice> said, Instant now) {
        return said.stream().filter(p -> p.holds(said, now)).min(FIRST);
    }

    /// The one that will, if that is known.
    static Optional<SaidPrice> next(List<SaidPrice> said, Instant now) {
        return said.stream()
                .filter(p -> p.from().isAfter(now))
                .min(Comparator.comparing(SaidPrice::from));
    }

    /// When another one may begin to hold, soonest first.
    static Stream<Instant> turns(List<SaidPrice> said, Instant after) {
        return said.stream()
                .flatMap(p -> Stream.of(p.from(), p.until() == null ? p.from() : p.until()))
                .filter(turn -> turn.isAfter(after))
                .sorted()
                .distinct();
    }

    /// Of the same kind of machine, source and beginning.
    boolean isInPlaceOf(SaidPrice other) {
        return key.equals(other.key) && source == other.source && from.equals(other.from);
    }

    boolean saysTheSame(SaidPrice other) {
        return perHour.equals(other.perHour) && Objects.equals(until, other.until);
    }

    /// Said without a time, and what its source says now: nothing new.
    boolean holdsAlready(List<SaidPrice> before) {
        List<SaidPrice> own =
                before.stream().filter(p -> p.key.equals(key) && p.source == source).toList();
        return from.equals(saidAt) && holding(own, saidAt).filter(this::saysTheSame).isPresent();
    }

    private boolean holds(List<SaidPrice> said, Instant now) {
        return !from.isAfter(now)
                && (until == null || now.isBefore(until))
                && said.stream()
                        .noneMatch(
                                p ->
                                        p.source == source
                                                && p.from.isAfter(from)
                                                && !p.from.isAfter(now));
    }
}
