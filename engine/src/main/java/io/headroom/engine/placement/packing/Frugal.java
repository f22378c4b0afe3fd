package io.headroom.engine.placement.packing;

import io.headroom.contracts.capacity.MigProfile.Slice;

/// The score Headroom packs by: a node is worth the less the more of its free GPU is lost, to the typical mix (fragmentation) or
/// because CPU or memory run out before the GPUs do (starvation); the best node is the one that loses least by taking the ask. How the
/// weights were found and what else was tried is told in the decision record on the placement score.
///
/// @param mix the typical mix of requests
/// @param weights what each consideration counts
public record Frugal(Mix mix, Weights weights) implements Score {

    /// What each consideration counts, in GPUs lost. All of them are flat around their values: half and twice cost at most a
    /// twentieth of a point of allocation on openb.
    ///
    /// @param starvation for each free GPU that CPU or memory cannot serve; at 0 most of the gain is gone
    /// @param emptiness for each GPU left free on the node: among equals fill what is nearly full first
    /// @param reuse for a share that goes on a GPU already in use
    public record Weights(double starvation, double emptiness, double reuse) {
        public static final Weights USUAL = new Weights(1, 0.01, 0.2);
    }

    /// More than a device can be worth to the mix: one is put into MIG mode only where none that is has room.
    private static final double OPENED = 3;

    @Override
    public double worth(Room room) {
        return -(mix.fragmentation(room) + weights.starvation * mix.starvation(room)) / Kind.WHOLE;
    }

    @Override
    public double of(Room before, double worthBefore, Room after, Ask ask, int device) {
        double score = worth(after) - worthBefore;
        score -= weights.emptiness * after.totalMilli() / Kind.WHOLE;
        if (ask.isMig()) {
            return score - lost(before, ask, device);
        }
        if (ask.gpus() == 1 && !ask.whole() && before.milli(device) < Kind.WHOLE) {
            score += weights.reuse;
        }
        return score;
    }

    /// What other instances lose by this one, in GPUs, and what everybody else does when it takes a device.
    private static double lost(Room before, Ask ask, int device) {
        int taken = before.slots(device);
        Slice slice = ask.slice(before.kind());
        int slot = slice == null ? Slots.NOWHERE : Slots.best(slice, taken);
        if (slice == null || slot == Slots.NOWHERE) {
            return OPENED;
        }
        double lost = Slots.room(taken) - Slots.room(taken | slice.mask(slot));
        return taken == 0 ? lost + OPENED : lost;
    }
}
