package io.headroom.engine.placement.packing;

import java.util.List;

import org.jspecify.annotations.Nullable;

/// A place for one replica.
///
/// @param node rank of the node
/// @param devices indexes of devices on it, ascending
/// @param mark the score that won
/// @param slot where a MIG instance begins on its one device; [Slots#NOWHERE] for anything else
public record Spot(int node, List<Integer> devices, double mark, int slot) {

    /// A place on whole devices or a share of one.
    public Spot(int node, List<Integer> devices, double mark) {
        this(node, devices, mark, Slots.NOWHERE);
    }

    /// Where its MIG instance begins, if it is one.
    public @Nullable Integer instanceSlot() {
        return slot == Slots.NOWHERE ? null : slot;
    }

    /// The same place on a node of another rank, chosen before.
    public Spot on(int rank) {
        return new Spot(rank, devices, 0, slot);
    }
}
