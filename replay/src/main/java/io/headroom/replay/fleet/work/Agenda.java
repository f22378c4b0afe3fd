package io.headroom.replay.fleet.work;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.node.NodeId;

/// What is going to happen, in order of virtual time; at one instant in the order it was entered.
public final class Agenda {

    /// Something that will happen.
    public sealed interface Entry {
        record Ready(NodeId node) implements Entry {}

        /// It is off now, and may be woken.
        record Stopped(NodeId node) implements Entry {}

        /// @param time which binding of the replica this is the end of
        record Ends(Progress progress, int replica, int time) implements Entry {}

        record LeaseHalf(NodeId node) implements Entry {}

        /// What a node holds is used up.
        record LeaseOver(NodeId node) implements Entry {}

        /// The provider takes a spot machine back.
        record Reclaimed(NodeId node) implements Entry {}

        /// Time to place what has come.
        record Place() implements Entry {}

        /// Time to buy what is missing.
        record Buy() implements Entry {}

        /// What comes from now on is scored.
        record Scored() implements Entry {}

        /// A minute has passed: demand is observed, idle nodes are looked at.
        record Minute() implements Entry {}
    }

    /// When it will.
    public record At(Instant instant, long order, Entry entry) {}

    private final PriorityQueue<At> entries =
            new PriorityQueue<>(Comparator.comparing(At::instant).thenComparingLong(At::order));
    private long order;

    public void add(Instant instant, Entry entry) {
        entries.add(new At(instant, order++, entry));
    }

    public @Nullable At peek() {
        return entries.peek();
    }

    public @Nullable At next() {
        return entries.poll();
    }

    /// Whether more happens at the very same instant.
    public boolean moreAt(Instant instant) {
        At next = entries.peek();
        return next != null && next.instant().equals(instant);
    }
}
