package io.headroom.engine.budget.lease;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.Occupant;
import io.headroom.engine.budget.period.Span;

/// Splits a node's cost over what ran there, by GPU share and time; the parts add up to the whole exactly.
public final class CostSplit {

    /// What a node held from an instant on.
    public record Occupancy(Instant from, List<Occupant> occupants) {}

    /// A part of a cost: of a workload, or, without one, of nobody.
    public sealed interface Share {
        Money amount();

        record OfWorkload(Occupant occupant, Money amount) implements Share {}

        record Idle(Money amount) implements Share {}

        /// Before the node could hold anything.
        record Boot(Money amount) implements Share {}
    }

    private record Weight(Part part, BigInteger value) {}

    private sealed interface Part {
        record Of(Occupant occupant) implements Part {}

        record Idle() implements Part {}

        record Boot() implements Part {}
    }

    private CostSplit() {}

    /// @param readySince when the node could first hold something; later than the span while it could not yet
    /// @param history what it held, in the order of time
    public static List<Share> split(
            Settled.Usage usage, Instant readySince, List<Occupancy> history, int milliGpu) {
        SequencedMap<Part, BigInteger> weights = new LinkedHashMap<>();
        Span span = usage.span();
        Instant ready = clamp(readySince, span);
        add(weights, new Part.Boot(), Duration.between(span.from(), ready), milliGpu);
        Instant cursor = ready;
        List<Occupant> holding = List.of();
        for (Occupancy occupancy : history) {
            Instant at = clamp(occupancy.from(), new Span(ready, span.to()));
            addAll(weights, holding, Duration.between(cursor, at), milliGpu);
            cursor = at;
            holding = occupancy.occupants();
        }
        addAll(weights, holding, Duration.between(cursor, span.to()), milliGpu);
        return shares(usage.amount(), weights);
    }

    private static void addAll(
            SequencedMap<Part, BigInteger> weights,
            List<Occupant> occupants,
            Duration time,
            int milliGpu) {
        int used = 0;
        for (Occupant occupant : occupants) {
            add(weights, new Part.Of(occupant), time, occupant.milliGpu());
            used += occupant.milliGpu();
        }
        add(weights, new Part.Idle(), time, Math.max(0, milliGpu - used));
    }

    private static void add(
            SequencedMap<Part, BigInteger> weights, Part part, Duration time, int milli) {
        if (time.isPositive() && milli > 0) {
            weights.merge(
                    part,
                    BigInteger.valueOf(time.toNanos()).multiply(BigInteger.valueOf(milli)),
                    BigInteger::add);
        }
    }

    /// Each part is what lies between two rounded sums: whatever is rounded away in one is in the next.
    private static List<Share> shares(Money whole, SequencedMap<Part, BigInteger> weights) {
        BigInteger all = weights.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
        if (all.signum() == 0) {
            return List.of(new Share.Idle(whole));
        }
        List<Share> shares = new ArrayList<>();
        BigInteger before = BigInteger.ZERO;
        long given = 0;
        for (Weight weight :
                weights.entrySet().stream()
                        .map(e -> new Weight(e.getKey(), e.getValue()))
                        .toList()) {
            before = before.add(weight.value());
            long upTo =
                    BigInteger.valueOf(whole.micros())
                            .multiply(before)
                            .divide(all)
                            .longValueExact();
            Money amount = new Money(upTo - given);
            given = upTo;
            shares.add(
                    switch (weight.part()) {
                        case Part.Of(Occupant occupant) -> new Share.OfWorkload(occupant, amount);
                        case Part.Idle() -> new Share.Idle(amount);
                        case Part.Boot() -> new Share.Boot(amount);
                    });
        }
        return shares;
    }

    private static Instant clamp(Instant at, Span span) {
        if (at.isBefore(span.from())) {
            return span.from();
        }
        return at.isAfter(span.to()) ? span.to() : at;
    }
}
