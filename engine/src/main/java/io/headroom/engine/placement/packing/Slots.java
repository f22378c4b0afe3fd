package io.headroom.engine.placement.packing;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.headroom.contracts.capacity.MigProfile;
import io.headroom.contracts.capacity.MigProfile.Slice;

/// The slots of a device in MIG mode, as bits: where an instance goes, and what is left for others then. All answers are worked out once,
/// for there are only 256 ways in which slots can be taken.
public final class Slots {

    /// No room.
    public static final int NOWHERE = -1;

    private static final List<Slice> SLICES = List.of(Slice.values());
    private static final int WAYS = 1 << MigProfile.SLOTS;
    private static final int[] ROOM = new int[WAYS];
    private static final Map<Slice, int[]> BEST = new EnumMap<>(Slice.class);

    static {
        for (int taken = 0; taken < WAYS; taken++) {
            for (Slice slice : SLICES) {
                for (int start : slice.starts()) {
                    ROOM[taken] += (taken & slice.mask(start)) == 0 ? slice.slots() : 0;
                }
            }
        }
        for (Slice slice : SLICES) {
            int[] best = new int[WAYS];
            for (int taken = 0; taken < WAYS; taken++) {
                best[taken] = search(slice, taken);
            }
            BEST.put(slice, best);
        }
    }

    private Slots() {}

    private static int search(Slice slice, int taken) {
        int best = NOWHERE;
        for (int start : slice.starts()) {
            int mask = slice.mask(start);
            if ((taken & mask) == 0
                    && (best == NOWHERE || ROOM[taken | mask] > ROOM[taken | slice.mask(best)])) {
                best = start;
            }
        }
        return best;
    }

    /// Where an instance goes so that the most room is left for others: [#NOWHERE] if it has none. The room of a device is what each size of
    /// instances could still begin at, by its slots.
    public static int best(Slice slice, int taken) {
        int[] best = BEST.get(slice);
        return best == null ? NOWHERE : best[taken];
    }

    /// How many instances of that size there is room for.
    public static int howMany(Slice slice, int taken) {
        int many = 0;
        int then = taken;
        for (int at = best(slice, then); at != NOWHERE; at = best(slice, then)) {
            then |= slice.mask(at);
            many++;
        }
        return many;
    }

    /// How much of the room of an empty device is left, 0 to 1.
    static double room(int taken) {
        return (double) ROOM[taken] / ROOM[0];
    }
}
