package io.headroom.engine.placement;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.headroom.contracts.capacity.LaneSpec;
import io.headroom.contracts.capacity.Shape;
import io.headroom.engine.fairness.FairnessPolicy;
import io.headroom.engine.placement.packing.Frugal.Weights;

/// What an operator has decided about placement.
///
/// @param lanes the declared lanes; one that is not declared takes everyone
/// @param mix the shapes that are typical in each lane and how often they come, beside what waits now
/// @param weights what packing counts
/// @param patience how long the first in a lane waits before room is kept free for it: at half of it more room stands idle, at
///     twice of it large gangs wait longer behind small workloads
/// @param reservations for how many of a lane room is kept at a time: at half of it the ones behind the first start later, at twice of
///     it more room stands idle
/// @param fairness whose turn it is
/// @param listed how many workloads a shortfall names: enough to find them, few enough to send
public record PlacementPolicy(
        List<Lane> lanes,
        List<Typical> mix,
        Weights weights,
        Duration patience,
        int reservations,
        FairnessPolicy fairness,
        int listed) {

    /// A declared lane.
    public record Lane(String name, LaneSpec spec) {}

    /// A shape and how often it comes; only the proportions count.
    public record Typical(String lane, Shape shape, double weight) {
        public Typical {
            if (!(weight > 0)) {
                throw new IllegalArgumentException("a typical shape that never comes: " + shape);
            }
        }
    }

    private static final LaneSpec UNDECLARED =
            new LaneSpec(List.of(), List.of(), List.of(), LaneSpec.Sharing.SHARED, 0);

    public static final PlacementPolicy DEFAULTS =
            new PlacementPolicy(
                    List.of(),
                    List.of(),
                    Weights.USUAL,
                    Duration.ofMinutes(10),
                    8,
                    FairnessPolicy.USUAL,
                    100);

    public PlacementPolicy {
        lanes = List.copyOf(lanes);
        mix = List.copyOf(mix);
        if (patience.isNegative() || reservations < 0) {
            throw new IllegalArgumentException(
                    "patience or reservations are negative: " + patience + ", " + reservations);
        }
    }

    public PlacementPolicy withLanes(List<Lane> declared) {
        return new PlacementPolicy(
                declared, mix, weights, patience, reservations, fairness, listed);
    }

    public PlacementPolicy withMix(List<Typical> typical) {
        return new PlacementPolicy(
                lanes, typical, weights, patience, reservations, fairness, listed);
    }

    public PlacementPolicy withPatience(Duration longer) {
        return new PlacementPolicy(lanes, mix, weights, longer, reservations, fairness, listed);
    }

    public PlacementPolicy withReservations(int most) {
        return new PlacementPolicy(lanes, mix, weights, patience, most, fairness, listed);
    }

    public PlacementPolicy withFairness(FairnessPolicy other) {
        return new PlacementPolicy(lanes, mix, weights, patience, reservations, other, listed);
    }

    public LaneSpec lane(String name) {
        Optional<Lane> declared =
                lanes.stream().filter(lane -> lane.name().equals(name)).findFirst();
        return declared.map(Lane::spec).orElse(UNDECLARED);
    }
}
