package io.headroom.engine.price;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.node.NodeId;

/// What of a commitment is used by whom, over time.
record Places(List<Part> parts) {

    /// @param to when it is free again; [Instant#MAX] where that is not known
    record Part(Instant from, Instant to, long units) {}

    /// By all machines but one.
    static Places of(Commitment commitment, @Nullable NodeId but, List<Machine> machines) {
        List<Part> parts = new ArrayList<>();
        for (Machine machine : machines) {
            Machine.Held held = machine.held();
            if (held != null && machine.isHeldBy(commitment) && !machine.node().equals(but)) {
                parts.add(
                        new Part(
                                held.since(),
                                machine.end(),
                                commitment.units(machine.listPerHour(), held.price())));
            }
        }
        return new Places(parts);
    }

    /// The most that was used at a time, from an instant to another, both counted.
    long mostSince(Instant from, Instant to) {
        long most = at(from);
        for (Part part : parts) {
            if (part.from().isAfter(from) && !part.from().isAfter(to)) {
                most = Math.max(most, at(part.from()));
            }
        }
        return most;
    }

    /// The earliest instant since which never more than that was used; now at the latest.
    Instant freeSince(long most, Instant least, Instant now) {
        Instant since = now;
        List<Instant> candidates = new ArrayList<>(parts.stream().map(Part::to).toList());
        candidates.add(least);
        for (Instant candidate : candidates) {
            boolean earlier = candidate.isBefore(since) && !candidate.isBefore(least);
            if (earlier && mostSince(candidate, now) <= most) {
                since = candidate;
            }
        }
        return since;
    }

    private long at(Instant instant) {
        return parts.stream()
                .filter(p -> !p.from().isAfter(instant) && p.to().isAfter(instant))
                .mapToLong(Part::units)
                .sum();
    }
}
