package io.headroom.engine.placement.packing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The distinct rooms of a fleet, the nodes that have each, and shelves of rooms by how many devices are free, so that a decision
/// skips what is full. Rooms that no node has any more keep their number for a while: they tend to come back.
final class Rooms {

    /// Nothing free, only parts free; above it: that many devices entirely free.
    private static final int FULL = 0;

    private static final int PARTS = 1;

    /// Deserted rooms are dropped once they are three times as many as the others: at less the dropping costs, at more the memory.
    private static final int DESERTED = 4;

    private static final int FEW = 1024;

    private Map<Room, Integer> numbers = new LinkedHashMap<>();
    private List<Room> rooms = new ArrayList<>();
    private List<Ranks> nodes = new ArrayList<>();
    private int inhabited;
    private final Shelf[] shelves;
    private double[] worth = new double[64];
    private int[] slot = new int[64];

    /// Numbers of rooms that some node has, in no particular order.
    static final class Shelf {
        private int[] numbers = new int[16];
        private int size;

        int size() {
            return size;
        }

        int get(int index) {
            return numbers[index];
        }
    }

    Rooms(int mostDevices) {
        shelves = new Shelf[mostDevices + 2];
        for (int i = 0; i < shelves.length; i++) {
            shelves[i] = new Shelf();
        }
    }

    int size() {
        return rooms.size();
    }

    Room get(int number) {
        return rooms.get(number);
    }

    Ranks nodes(int number) {
        return nodes.get(number);
    }

    double worth(int number) {
        return worth[number];
    }

    /// The first shelf on which the ask may fit; it and all above are to be looked at.
    int firstShelf(Ask ask) {
        // What is in MIG mode has nothing else free.
        if (ask.gpus() == 0 || ask.isMig()) {
            return FULL;
        }
        return ask.whole() ? PARTS + ask.gpus() : PARTS;
    }

    int shelves() {
        return shelves.length;
    }

    Shelf shelf(int index) {
        return shelves[index];
    }

    void revalue(Score score) {
        for (int i = 0; i < rooms.size(); i++) {
            worth[i] = score.worth(rooms.get(i));
        }
    }

    /// Notes that the node has this room now, and answers the room's number.
    int enter(Room room, int rank, Score score) {
        Integer known = numbers.get(room);
        int number = known == null ? add(room, score) : known;
        Ranks ranks = nodes.get(number);
        if (ranks.isEmpty()) {
            Shelf shelf = shelves[shelfOf(room)];
            if (shelf.size == shelf.numbers.length) {
                shelf.numbers = Arrays.copyOf(shelf.numbers, shelf.size * 2);
            }
            slot[number] = shelf.size;
            shelf.numbers[shelf.size++] = number;
            inhabited++;
        }
        ranks.add(rank);
        return number;
    }

    void leave(int number, int rank) {
        Ranks ranks = nodes.get(number);
        ranks.remove(rank);
        if (ranks.isEmpty()) {
            Shelf shelf = shelves[shelfOf(rooms.get(number))];
            int last = shelf.numbers[--shelf.size];
            shelf.numbers[slot[number]] = last;
            slot[last] = slot[number];
            inhabited--;
        }
    }

    boolean isCrowded() {
        return rooms.size() > FEW + DESERTED * inhabited;
    }

    /// Drops the deserted rooms and numbers the others anew; answers the new number by the old, -1 for the dropped.
    int[] renumber() {
        int[] renumbered = new int[rooms.size()];
        Map<Room, Integer> kept = new LinkedHashMap<>();
        List<Room> keptRooms = new ArrayList<>();
        List<Ranks> keptNodes = new ArrayList<>();
        for (int old = 0; old < renumbered.length; old++) {
            renumbered[old] = -1;
            if (!nodes.get(old).isEmpty()) {
                int number = keptRooms.size();
                renumbered[old] = number;
                keptRooms.add(rooms.get(old));
                keptNodes.add(nodes.get(old));
                kept.put(rooms.get(old), number);
                worth[number] = worth[old];
                slot[number] = slot[old];
            }
        }
        numbers = kept;
        rooms = keptRooms;
        nodes = keptNodes;
        for (Shelf shelf : shelves) {
            for (int i = 0; i < shelf.size; i++) {
                shelf.numbers[i] = renumbered[shelf.numbers[i]];
            }
        }
        return renumbered;
    }

    private int add(Room room, Score score) {
        int number = rooms.size();
        numbers.put(room, number);
        rooms.add(room);
        nodes.add(new Ranks());
        if (number == worth.length) {
            worth = Arrays.copyOf(worth, number * 2);
            slot = Arrays.copyOf(slot, number * 2);
        }
        worth[number] = score.worth(room);
        return number;
    }

    private static int shelfOf(Room room) {
        if (room.wholeFree() > 0) {
            return PARTS + room.wholeFree();
        }
        return room.totalMilli() > 0 ? PARTS : FULL;
    }
}
