package io.headroom.engine.placement;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.headroom.engine.fleet.Node;
import io.headroom.engine.fleet.Waiting;
import io.headroom.engine.placement.Feasible.Reach;
import io.headroom.engine.placement.PlacementPlan.Placed;
import io.headroom.engine.placement.packing.Ask;
import io.headroom.engine.placement.packing.Frugal;
import io.headroom.engine.placement.packing.Packer;
import io.headroom.engine.placement.packing.Room;
import io.headroom.engine.placement.packing.Spot;

/// The fleet as it fills up while a plan is made: the nodes that take replicas, by id, and the packer over them.
final class Board {

    private final List<Node> nodes;
    private final Feasible feasible;
    private final Packer packer;
    private final Set<Ask> hopeless = new LinkedHashSet<>();

    Board(List<Node> open, List<Waiting> waiting, PlacementPolicy policy) {
        nodes = open;
        feasible = new Feasible(policy, open);
        Frugal score = new Frugal(Customary.mix(policy, open, waiting, feasible), policy.weights());
        packer = new Packer(open.stream().map(feasible::start).toList(), score);
    }

    Ask ask(Waiting waiting, Reach reach) {
        return feasible.ask(waiting, reach);
    }

    List<Node> nodes() {
        return nodes;
    }

    Node node(int rank) {
        return nodes.get(rank);
    }

    Room room(int rank) {
        return packer.room(rank);
    }

    /// Puts the ask on the best node. Within a plan room only shrinks, so that what did not fit once is not looked for again.
    Optional<Spot> place(Ask ask) {
        if (hopeless.contains(ask)) {
            return Optional.empty();
        }
        Optional<Spot> spot = packer.find(ask);
        if (spot.isEmpty()) {
            hopeless.add(ask);
        } else {
            packer.put(spot.get(), ask);
        }
        return spot;
    }

    Optional<Spot> placeOn(int rank, Ask ask) {
        Optional<Spot> spot = packer.findOn(rank, ask);
        spot.ifPresent(there -> packer.put(there, ask));
        return spot;
    }

    boolean fitsOn(int rank, Ask ask) {
        return packer.findOn(rank, ask).isPresent();
    }

    /// Takes back what an attempt put down. What it failed on is hopeful again.
    void undo(List<Spot> spots, Ask ask) {
        for (Spot spot : spots.reversed()) {
            packer.take(spot, ask);
        }
        hopeless.remove(ask);
    }

    /// Keeps a node out of [#place].
    void close(int rank) {
        packer.close(rank);
    }

    Placed placed(Waiting waiting, int replica, Spot spot) {
        Node node = nodes.get(spot.node());
        return new Placed(
                waiting.id(),
                replica,
                node.id(),
                node.state(),
                spot.devices(),
                waiting.shape().milliGpu(),
                why(node, spot));
    }

    private String why(Node node, Spot spot) {
        Room room = packer.room(spot.node());
        return (node.state().isPlanned() ? "on its way; " : "")
                + "fits tightest: leaves "
                + room.wholeFree()
                + " whole GPU(s) of "
                + node.template().gpus()
                + ", "
                + room.cpuMilli() / 1000
                + " of "
                + node.template().cpuMillis() / 1000
                + " CPUs";
    }

    List<Placed> placed(Waiting waiting, List<Spot> spots) {
        List<Placed> placed = new ArrayList<>(spots.size());
        for (int i = 0; i < spots.size(); i++) {
            placed.add(placed(waiting, waiting.replicas().get(i), spots.get(i)));
        }
        return placed;
    }
}
