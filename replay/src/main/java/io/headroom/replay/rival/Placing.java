package io.headroom.replay.rival;

import java.util.Optional;

import io.headroom.engine.placement.packing.Ask;
import io.headroom.engine.placement.packing.Packer;
import io.headroom.engine.placement.packing.Spot;

/// A policy at work on one cluster: it chooses, the replay puts.
public interface Placing {

    Optional<Spot> choose(Packer packer, Ask ask);

    /// Told of every arrival before it is placed.
    default void arrives(Packer packer, Ask ask) {}

    /// Told of what it chose once that stands.
    default void placed(Spot spot, Ask ask) {}

    /// The policy that takes the node of the highest score.
    static Placing byScore() {
        return (packer, ask) -> packer.find(ask);
    }
}
