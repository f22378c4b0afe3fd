package io.headroom.engine.scaling.leave;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.headroom.contracts.forecast.BoundBy;
import io.headroom.contracts.forecast.SeriesKey;
import io.headroom.contracts.node.KeptFor;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeState;
import io.headroom.engine.scaling.fact.NodeFact;
import io.headroom.engine.scaling.fact.ScalingPlan;

/// How many nodes of a lane may leave at once: a forecast that is wrong for a minute must not cost a fleet that takes minutes to boot.
final class Leaving {

    /// Of the nodes that are up and those that leave. At half of it a fleet of a hundred takes ten minutes to go, at twice there is no bound.
    private static final double SHARE = 0.5;

    /// So many may always leave: a small fleet loses little.
    private static final int FEW = 4;

    /// What was stopped within this counts as leaving; what ends counts until it is gone.
    private static final Duration WITHIN = Duration.ofMinutes(1);

    /// Of one lane.
    private static final class Lane {
        int up;
        int leaving;
        int heldBack;
        String models = "any";

        int allowed() {
            return Math.max(FEW, (int) (SHARE * (up + leaving)));
        }
    }

    private final Map<String, Lane> lanes = new LinkedHashMap<>();

    Leaving(List<NodeFact> nodes, Instant now) {
        for (NodeFact fact : nodes) {
            Lane lane = lane(fact.node());
            if (leaves(fact, now)) {
                lane.leaving++;
            } else if (fact.node().state() == NodeState.READY) {
                lane.up++;
            }
        }
    }

    private Lane lane(Node node) {
        return lanes.computeIfAbsent(node.lane(), _ -> new Lane());
    }

    private static boolean leaves(NodeFact fact, Instant now) {
        return fact.releaseAsked()
                || switch (fact.node().state()) {
                    case DRAINING, TERMINATING -> true;
                    case WARM -> fact.node().since().plus(WITHIN).isAfter(now);
                    case REQUESTED, LAUNCHING, BOOTING, READY, TERMINATED, FAILED -> false;
                };
    }

    boolean hasRoom(Node node) {
        Lane lane = lane(node);
        return lane.leaving < lane.allowed();
    }

    void goes(Node node) {
        Lane lane = lane(node);
        lane.leaving++;
        lane.up--;
    }

    /// Why a node stays that has no room to leave.
    KeptFor holdBack(Node node) {
        Lane lane = lane(node);
        lane.heldBack++;
        lane.models = node.gpuModel().label();
        return new KeptFor.ManyLeave(node.lane(), lane.leaving, lane.allowed());
    }

    /// Where nodes were held back.
    List<ScalingPlan.Bound> bounds() {
        List<ScalingPlan.Bound> bounds = new ArrayList<>();
        lanes.forEach(
                (name, lane) -> {
                    if (lane.heldBack > 0) {
                        bounds.add(
                                new ScalingPlan.Bound(
                                        new SeriesKey(name, lane.models),
                                        BoundBy.SHARE_LEAVING,
                                        lane.leaving + lane.heldBack,
                                        lane.allowed(),
                                        "no more than half of a lane's nodes leave at once"));
                    }
                });
        return bounds;
    }
}
