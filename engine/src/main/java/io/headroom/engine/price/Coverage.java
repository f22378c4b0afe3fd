package io.headroom.engine.price;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.NodeId;

/// Which machines commitments cover: at any instant as many as there are, and no more than was committed. Who is covered stays so until
/// it ends or its commitment does; so a price that was said never rises but at an instant that was known.
public final class Coverage {

    /// A machine that is covered from an instant on, which may be in the past.
    public record Covered(NodeId node, Machine.Held held) {}

    /// What is left of a commitment, in its units.
    public record Left(Commitment commitment, long units) {}

    private Coverage() {}

    /// Those that are covered now and were not, or not as much.
    ///
    /// @param machines all that run; also those that were covered and ended of late, since when their place is free
    public static List<Covered> plan(
            List<Commitment> commitments, List<Machine> machines, Instant now) {
        SequencedMap<NodeId, Machine> known = new LinkedHashMap<>();
        machines.stream()
                .sorted(Comparator.comparing(Coverage::begin).thenComparing(Machine::node))
                .forEach(m -> known.put(m.node(), m));
        List<Covered> covered = new ArrayList<>();
        for (Commitment commitment : inForce(commitments, now)) {
            for (NodeId id : List.copyOf(known.sequencedKeySet())) {
                Machine machine = known.get(id);
                if (machine != null) {
                    cover(commitment, machine, List.copyOf(known.values()), now)
                            .ifPresent(
                                    held -> {
                                        covered.add(new Covered(id, held));
                                        known.put(id, machine.held(held));
                                    });
                }
            }
        }
        return covered;
    }

    private static Optional<Machine.Held> cover(
            Commitment commitment, Machine machine, List<Machine> all, Instant now) {
        Instant from = machine.from();
        boolean runs = from != null && machine.to() == null && !from.isAfter(now);
        boolean own = machine.isHeldBy(commitment) && machine.end().isAfter(now);
        boolean free = machine.held() == null || !machine.end().isAfter(now);
        if (from == null || !runs || !(own || free) || !machine.isOf(commitment)) {
            return Optional.empty();
        }
        Money list = machine.listPerHour();
        Machine.Held held = machine.held();
        long has = own && held != null ? commitment.units(list, held.price()) : 0;
        Places others = Places.of(commitment, machine.node(), all);
        long units =
                Math.min(commitment.need(list), commitment.capacity() - others.mostSince(now, now));
        if (units <= has) {
            return Optional.empty();
        }
        Instant least = later(from, commitment.spec().from());
        least = held == null ? least : later(least, own ? held.since() : held.until());
        Instant since = others.freeSince(commitment.capacity() - units, least, now);
        return Optional.of(
                new Machine.Held(
                        commitment.name(),
                        since,
                        commitment.spec().to(),
                        commitment.price(list, units)));
    }

    /// What may still be covered, once all that is there or asked for has its part.
    public static List<Left> left(
            List<Commitment> commitments, List<Machine> machines, Instant now) {
        List<Machine> free = new ArrayList<>();
        for (Machine machine : machines) {
            if (machine.to() == null && (machine.held() == null || !machine.end().isAfter(now))) {
                free.add(machine);
            }
        }
        List<Left> left = new ArrayList<>();
        for (Commitment commitment : inForce(commitments, now)) {
            long units = commitment.capacity() - used(commitment, machines, now);
            for (Machine machine : List.copyOf(free)) {
                if (units > 0 && machine.isOf(commitment)) {
                    units -= Math.min(units, commitment.need(machine.listPerHour()));
                    free.remove(machine);
                }
            }
            left.add(new Left(commitment, Math.max(0, units)));
        }
        return left;
    }

    /// What of its fee is used at an instant, an hour.
    public static Money usedPerHour(Commitment commitment, List<Machine> machines, Instant at) {
        return commitment.isInForce(at)
                ? commitment.fee(used(commitment, machines, at))
                : Money.ZERO;
    }

    private static long used(Commitment commitment, List<Machine> machines, Instant at) {
        return Places.of(commitment, null, machines).mostSince(at, at);
    }

    private static List<Commitment> inForce(List<Commitment> commitments, Instant now) {
        return commitments.stream().filter(c -> c.isInForce(now)).sorted(Commitment.FIRST).toList();
    }

    private static Instant begin(Machine machine) {
        return machine.from() == null ? Instant.MAX : machine.from();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }
}
