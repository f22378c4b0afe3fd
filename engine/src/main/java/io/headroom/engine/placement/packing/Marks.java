package io.headroom.engine.placement.packing;

import java.util.Arrays;

/// The marks that one ask gave to rooms, each worked out once and kept until the score changes.
final class Marks {

    static final float NO_ROOM = Float.NEGATIVE_INFINITY;
    private static final float UNKNOWN = Float.NaN;

    private final Ask ask;
    private float[] marks = new float[0];
    private byte[] devices = new byte[0];

    Marks(Ask ask) {
        this.ask = ask;
    }

    Ask ask() {
        return ask;
    }

    /// Makes room for that many rooms.
    void reach(int rooms) {
        if (rooms > marks.length) {
            int size = Math.max(64, Math.max(rooms, marks.length * 2));
            int known = marks.length;
            marks = Arrays.copyOf(marks, size);
            devices = Arrays.copyOf(devices, size);
            Arrays.fill(marks, known, size, UNKNOWN);
        }
    }

    void forget() {
        Arrays.fill(marks, UNKNOWN);
    }

    /// Follows a renumbering of the rooms. Numbers only fall, so that each is moved before its old place is needed.
    void renumber(int[] renumbered) {
        int known = Math.min(marks.length, renumbered.length);
        int kept = 0;
        for (int old = 0; old < known; old++) {
            if (renumbered[old] >= 0) {
                kept = renumbered[old];
                marks[kept] = marks[old];
                devices[kept] = devices[old];
                kept++;
            }
        }
        Arrays.fill(marks, kept, marks.length, UNKNOWN);
    }

    /// What was worked out already; not a number if nothing was.
    float known(int number) {
        return marks[number];
    }

    float of(int number, Rooms rooms, Score score) {
        float mark = marks[number];
        return Float.isNaN(mark) ? work(number, rooms, score) : mark;
    }

    int device(int number) {
        return devices[number];
    }

    private float work(int number, Rooms rooms, Score score) {
        Room room = rooms.get(number);
        float best = NO_ROOM;
        for (int at = room.firstFit(ask); at >= 0; at = room.nextFit(ask, at)) {
            float mark = (float) score.of(room, rooms.worth(number), room.minus(ask, at), ask, at);
            if (mark > best) {
                best = mark;
                devices[number] = (byte) at;
            }
        }
        marks[number] = best;
        return best;
    }
}
