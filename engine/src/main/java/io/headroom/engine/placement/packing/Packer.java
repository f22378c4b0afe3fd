package io.headroom.engine.placement.packing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/// A fleet being packed: finds the best node for an ask, puts it there and takes it away again. The live planner, the replay and the benchmark all
/// pack with it. Not for more than one thread. Nodes with the same room are looked at once, and what an ask thinks of a room is worked out once: a
/// decision is a pass over kept marks of the rooms that are not full.
public final class Packer {

    /// A node to begin with.
    ///
    /// @param occupant who holds it, [Ask#NOBODY] if nobody does
    /// @param milliFree by device
    /// @param gpuMemoryFree by device
    /// @param slotsTaken by device, as bits: of those in MIG mode; empty if none is
    public record Start(
            Kind kind,
            int occupant,
            int replicas,
            int cpuFree,
            int memoryFree,
            List<Integer> milliFree,
            List<Integer> gpuMemoryFree,
            List<Integer> slotsTaken) {

        long device(int index) {
            return slotsTaken.isEmpty() || slotsTaken.get(index) == 0
                    ? Device.of(milliFree.get(index), gpuMemoryFree.get(index))
                    : Device.ofSlots(slotsTaken.get(index));
        }

        /// A node with nothing on it.
        public static Start empty(Kind kind) {
            return new Start(
                    kind,
                    Ask.NOBODY,
                    0,
                    kind.cpuMilli(),
                    kind.memoryMib(),
                    Collections.nCopies(kind.gpus(), Kind.WHOLE),
                    Collections.nCopies(kind.gpus(), kind.gpuMemoryMib()),
                    List.of());
        }
    }

    private final Rooms rooms;
    private final Map<Ask, Marks> marks = new LinkedHashMap<>();
    private final List<Marks> allMarks = new ArrayList<>();
    private final Machines machines;
    private final int[] roomOf;
    private final int[] replicas;
    private final boolean[] closed;
    private Score score;

    /// @param nodes in order of rank: the first of equals wins
    public Packer(List<Start> nodes, Score score) {
        this.score = score;
        int n = nodes.size();
        machines = new Machines(nodes);
        roomOf = new int[n];
        replicas = new int[n];
        closed = new boolean[n];
        rooms = new Rooms(nodes.stream().mapToInt(node -> node.kind().gpus()).max().orElse(0));
        for (int rank = 0; rank < n; rank++) {
            Start start = nodes.get(rank);
            replicas[rank] = start.replicas();
            Room room = machines.room(rank, start.occupant(), start.cpuFree(), start.memoryFree());
            roomOf[rank] = rooms.enter(room, rank, score);
        }
    }

    public int nodes() {
        return machines.size();
    }

    public Room room(int node) {
        return rooms.get(roomOf[node]);
    }

    /// Judges by another score from now on.
    public void judgeBy(Score other) {
        score = other;
        rooms.revalue(other);
        allMarks.forEach(Marks::forget);
    }

    /// The best place for the ask, or empty if it fits nowhere; nothing changes.
    public Optional<Spot> find(Ask ask) {
        return search(ask).best();
    }

    /// Of the places that are nearly as good as the best the one that costs least by another measure, or empty if it fits nowhere;
    /// nothing changes.
    ///
    /// @param tolerance how much worse than the best a mark may be
    /// @param cost the less, the better
    public Optional<Spot> find(Ask ask, double tolerance, ToLongFunction<Spot> cost) {
        Search search = search(ask);
        return search.best().map(best -> search.cheapest(best, tolerance, cost));
    }

    private Search search(Ask ask) {
        Marks asked = marks.computeIfAbsent(ask, this::newMarks);
        asked.reach(rooms.size());
        return new Search(rooms, machines, asked, score, ask);
    }

    /// The best place on one node, or empty if the ask does not fit there.
    public Optional<Spot> findOn(int node, Ask ask) {
        Marks asked = marks.computeIfAbsent(ask, this::newMarks);
        asked.reach(rooms.size());
        float mark = asked.of(roomOf[node], rooms, score);
        return mark == Marks.NO_ROOM
                ? Optional.empty()
                : Optional.of(
                        machines.spot(node, room(node), ask, asked.device(roomOf[node]), mark));
    }

    /// The nodes on which the ask fits, by rank.
    public int[] fits(Ask ask) {
        int[] found = new int[machines.size()];
        int n = 0;
        for (int s = rooms.firstShelf(ask); s < rooms.shelves(); s++) {
            Rooms.Shelf shelf = rooms.shelf(s);
            for (int i = 0; i < shelf.size(); i++) {
                int number = shelf.get(i);
                if (rooms.get(number).firstFit(ask) >= 0) {
                    Ranks ranks = rooms.nodes(number);
                    for (int k = 0; k < ranks.size(); k++) {
                        found[n++] = ranks.get(k);
                    }
                }
            }
        }
        int[] fitting = Arrays.copyOf(found, n);
        Arrays.sort(fitting);
        return fitting;
    }

    /// The spot that puts the ask on the node, beginning with the room's device `first`.
    public Spot spot(int node, Ask ask, int first) {
        return machines.spot(node, room(node), ask, first, 0);
    }

    /// Puts the ask there.
    public void put(Spot spot, Ask ask) {
        int node = spot.node();
        Room room = room(node);
        machines.put(spot, ask);
        int occupant = ask.occupantOf(machines.kind(node));
        int cpu = room.cpuMilli() - ask.cpuMilli();
        int memory = room.memoryMib() - ask.memoryMib();
        if (cpu < 0 || memory < 0) {
            throw new IllegalStateException("node " + node + " has no room for " + ask);
        }
        replicas[node]++;
        move(node, occupant == Ask.NOBODY ? room.occupant() : occupant, cpu, memory);
    }

    /// Takes away what was put there.
    public void take(Spot spot, Ask ask) {
        int node = spot.node();
        Room room = room(node);
        machines.take(spot, ask);
        replicas[node]--;
        move(
                node,
                replicas[node] == 0 ? Ask.NOBODY : room.occupant(),
                room.cpuMilli() + ask.cpuMilli(),
                room.memoryMib() + ask.memoryMib());
    }

    /// Hides the node from [#find] and [#fits] until it is opened again; [#findOn] still sees it.
    public void close(int node) {
        if (!closed[node]) {
            rooms.leave(roomOf[node], node);
            closed[node] = true;
        }
    }

    public void open(int node) {
        if (closed[node]) {
            roomOf[node] = rooms.enter(room(node), node, score);
            closed[node] = false;
        }
    }

    /// Sum of what the rooms of all open nodes are worth.
    public double worth() {
        double sum = 0;
        for (int node = 0; node < machines.size(); node++) {
            sum += rooms.worth(roomOf[node]);
        }
        return sum;
    }

    private void move(int node, int occupant, int cpuMilli, int memoryMib) {
        Room room = machines.room(node, occupant, cpuMilli, memoryMib);
        if (closed[node]) {
            roomOf[node] = rooms.enter(room, node, score);
            rooms.leave(roomOf[node], node);
        } else {
            rooms.leave(roomOf[node], node);
            roomOf[node] = rooms.enter(room, node, score);
        }
        if (rooms.isCrowded()) {
            dropDeserted();
        }
    }

    /// Not while a node is closed: its room looks deserted.
    private void dropDeserted() {
        for (int node = 0; node < closed.length; node++) {
            if (closed[node]) {
                return;
            }
        }
        int[] renumbered = rooms.renumber();
        for (int node = 0; node < roomOf.length; node++) {
            roomOf[node] = renumbered[roomOf[node]];
        }
        allMarks.forEach(known -> known.renumber(renumbered));
    }

    private Marks newMarks(Ask ask) {
        Marks created = new Marks(ask);
        allMarks.add(created);
        return created;
    }
}
