package io.headroom.engine.placement.packing;

/// How good it is to put an ask on a node: a pure function of what the node has before and after, so that it can be kept.
public interface Score {

    /// What a room is worth by itself; worked out once for each room and handed back to [#of].
    double worth(Room room);

    /// The higher, the better. Equal scores go to the node of the lowest rank.
    ///
    /// @param device where in `before` the ask went; meaningless for an ask without devices
    double of(Room before, double worthBefore, Room after, Ask ask, int device);
}
