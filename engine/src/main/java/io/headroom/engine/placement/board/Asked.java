package io.headroom.engine.placement.board;

import io.headroom.contracts.capacity.Shape;
import io.headroom.engine.fleet.Waiting;
import io.headroom.engine.placement.PlacementPolicy;
import io.headroom.engine.placement.board.Feasible.Reach;

/// All of what a replica is asked a node for that decides on which nodes it may stand, and what it takes there.
record Asked(
        String lane,
        String tenant,
        String environment,
        Shape shape,
        Reach reach,
        Serving.Need need) {

    static Asked by(Waiting waiting, Reach reach) {
        return new Asked(
                waiting.lane(),
                waiting.tenant(),
                waiting.environment(),
                waiting.shape(),
                reach,
                Serving.need(waiting));
    }

    /// By nobody in particular.
    static Asked of(PlacementPolicy.Typical typical) {
        return new Asked(
                typical.lane(), "", "", typical.shape(), Reach.READY_OR_PLANNED, Serving.Need.NONE);
    }
}
