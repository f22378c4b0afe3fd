package io.headroom.engine.placement.board;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.fleet.Hold;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.fleet.Waiting;
import io.headroom.engine.placement.PlacementPlan.Placed;
import io.headroom.engine.placement.PlacementPolicy;
import io.headroom.engine.placement.WhyThere;
import io.headroom.engine.placement.board.Feasible.Reach;
import io.headroom.engine.placement.defrag.Known;
import io.headroom.engine.placement.packing.Ask;
import io.headroom.engine.placement.packing.Frugal;
import io.headroom.engine.placement.packing.Packer;
import io.headroom.engine.placement.packing.Room;
import io.headroom.engine.placement.packing.Spot;

/// The fleet as it fills up while a plan is made: the nodes that take replicas, by id, a packer over them, and room that is kept on some.
public final class Board {

    private final List<Node> nodes;
    private final Feasible feasible;
    private final Frugal score;
    private final Packer packer;
    private final Kept kept;
    private final OnDisk onDisk;
    private final WhatItKeeps keeps;
    private final Instant now;
    private final Map<Integer, List<Hold>> added = new LinkedHashMap<>();
    private final Map<NodeId, Integer> ranks = new LinkedHashMap<>();
    private final Set<Ask> hopeless = new LinkedHashSet<>();

    public Board(
            List<Node> open,
            List<Waiting> waiting,
            Serving serving,
            PlacementPolicy policy,
            List<Known.Price> prices,
            Instant now) {
        nodes = open;
        this.now = now;
        feasible = new Feasible(policy, serving, open);
        score = new Frugal(Customary.mix(policy, open, waiting, feasible), policy.weights());
        packer = new Packer(open.stream().map(feasible::start).toList(), score);
        kept = new Kept(feasible, score);
        onDisk = new OnDisk(open);
        keeps = new WhatItKeeps(prices, packer, this::state, now);
        for (int rank = 0; rank < open.size(); rank++) {
            ranks.put(open.get(rank).id(), rank);
        }
    }

    public Ask ask(Waiting waiting, Reach reach) {
        return feasible.ask(waiting, reach);
    }

    public List<Node> nodes() {
        return nodes;
    }

    /// The node as the plan found it.
    public Node node(int rank) {
        return nodes.get(rank);
    }

    public Optional<Integer> rank(NodeId id) {
        return Optional.ofNullable(ranks.get(id));
    }

    /// The node with what the plan has put there so far.
    public Node state(int rank) {
        List<Hold> more = added.get(rank);
        return more == null || more.isEmpty() ? nodes.get(rank) : nodes.get(rank).with(more);
    }

    public Room room(int rank) {
        return packer.room(rank);
    }

    /// How many replicas with this ask a node has room for, if it were so.
    public int howMany(Node node, Ask ask, int most) {
        return Room.of(feasible.start(node)).howMany(ask, most);
    }

    /// Puts the replica on the best node, else where room is kept for others if it is not in their way. What did not fit once in a plan never does.
    public Optional<Spot> place(Waiting waiting, int replica, Ask ask) {
        Optional<Spot> spot =
                hopeless.contains(ask)
                        ? Optional.empty()
                        : EndsTogether.find(
                                packer, ask, after(waiting.expected()), this::state, now);
        if (spot.isEmpty()) {
            hopeless.add(ask);
            spot = kept.find(ask, after(waiting.surely()));
        } else {
            spot =
                    spot.map(b -> keeps.preferred(ask, b, after(waiting.expected())))
                            .map(b -> onDisk.preferred(packer, ask, waiting.data(), b, kept::has));
        }
        spot.ifPresent(there -> placeAt(waiting, replica, there, ask));
        return spot;
    }

    /// Puts the replica on devices that were chosen before.
    public void placeAt(Waiting waiting, int replica, Spot spot, Ask ask) {
        packer.put(spot, ask);
        Hold hold = hold(waiting, replica, spot);
        added.computeIfAbsent(spot.node(), _ -> new ArrayList<>()).add(hold);
        kept.put(spot.node(), hold);
    }

    private Hold hold(Waiting waiting, int replica, Spot spot) {
        Hold hold = Hold.of(waiting, replica, spot.devices(), spot.instanceSlot(), null);
        return hold.ending(after(waiting.expected()), after(waiting.atMost()));
    }

    private @Nullable Instant after(@Nullable Duration run) {
        return run == null ? null : now.plus(run);
    }

    /// Takes back what an attempt put down, and hopes again.
    public void undo(Waiting waiting, List<Spot> spots, Ask ask) {
        for (Spot spot : spots.reversed()) {
            packer.take(spot, ask);
            List<Hold> here = added.getOrDefault(spot.node(), List.of());
            Hold last = here.removeLast();
            if (!last.workload().equals(waiting.id())) {
                throw new IllegalStateException("undone out of order: " + last);
            }
            kept.take(spot.node(), last);
        }
        hopeless.remove(ask);
    }

    /// The best places for replicas that read these data on nodes as they would be, or fewer where not all fit.
    public List<Spot> seats(
            Map<Integer, Node> asTheyWouldBe, Ask ask, int replicas, List<String> data) {
        List<Map.Entry<Integer, Node>> order =
                asTheyWouldBe.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
        OnDisk disks = new OnDisk(order.stream().map(at -> nodes.get(at.getKey())).toList());
        Packer then =
                new Packer(order.stream().map(at -> feasible.start(at.getValue())).toList(), score);
        List<Spot> seats = new ArrayList<>();
        for (int i = 0; i < replicas; i++) {
            Optional<Spot> spot = then.find(ask);
            if (spot.isEmpty()) {
                break;
            }
            Spot seat = disks.preferred(then, ask, data, spot.get(), _ -> false);
            then.put(seat, ask);
            seats.add(seat.on(order.get(seat.node()).getKey()));
        }
        return seats;
    }

    /// Keeps room on nodes: from that instant on the waiting one stands on its seats.
    ///
    /// @param without the nodes as they are then, before it comes; @param from absent if nobody knows
    public void keep(
            Waiting holder,
            List<Integer> replicas,
            List<Spot> seats,
            Map<Integer, Node> without,
            @Nullable Instant from) {
        Map<Integer, List<Hold>> holds = new LinkedHashMap<>();
        for (int i = 0; i < seats.size(); i++) {
            Spot seat = seats.get(i);
            holds.computeIfAbsent(seat.node(), _ -> new ArrayList<>())
                    .add(hold(holder, replicas.get(i), seat));
        }
        keep(holder.id(), holds, without, from);
    }

    /// Keeps room on nodes for all that will stand there.
    public void keep(
            WorkloadId holder,
            Map<Integer, List<Hold>> holds,
            Map<Integer, Node> without,
            @Nullable Instant from) {
        holds.forEach(
                (rank, more) -> {
                    packer.close(rank);
                    Node then = without.getOrDefault(rank, state(rank)).with(more);
                    kept.keep(rank, holder, state(rank), then, from);
                });
    }

    /// Keeps nothing for it any more.
    public void release(Waiting holder) {
        for (int rank : kept.release(holder.id())) {
            packer.open(rank);
        }
        hopeless.clear();
    }

    public double lost(int rank) {
        return -score.worth(room(rank));
    }

    /// Whether one replica with this ask fits anywhere now.
    public boolean hasRoomFor(Ask ask) {
        return packer.find(ask).isPresent();
    }

    public boolean isKept(int rank) {
        return kept.has(rank);
    }

    /// For whom room is kept that the ask would fit into now.
    public Optional<WorkloadId> keptFor(Ask ask, String lane) {
        return kept.holders().entrySet().stream()
                .filter(entry -> nodes.get(entry.getKey()).lane().equals(lane))
                .filter(entry -> packer.findOn(entry.getKey(), ask).isPresent())
                .map(Map.Entry::getValue)
                .findFirst();
    }

    public Placed placed(Waiting waiting, int replica, Spot spot) {
        Node node = nodes.get(spot.node());
        return new Placed(
                waiting.id(),
                replica,
                node.id(),
                node.state(),
                spot.devices(),
                waiting.shape().milliGpu(),
                spot.instanceSlot(),
                WhyThere.of(waiting, node, packer.room(spot.node())));
    }

    public List<Placed> placed(Waiting waiting, List<Spot> spots) {
        return IntStream.range(0, spots.size())
                .mapToObj(i -> placed(waiting, waiting.replicas().get(i), spots.get(i)))
                .toList();
    }
}
