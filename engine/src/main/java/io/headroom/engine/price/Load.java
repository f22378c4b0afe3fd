package io.headroom.engine.price;

/// How much of a machine is in use: the share of its GPUs that is given to workloads. Between idle and full load its power is taken to grow in
/// proportion, as it was found to for servers (Fan, Weber and Barroso, ISCA 2007).
///
/// @param thousandths 0, nothing runs on it, to 1000: all of it is given to somebody, or it boots
public record Load(int thousandths) {

    private static final int ALL = 1000;

    /// It is ready and nothing runs on it.
    public static final Load IDLE = new Load(0);

    /// All of it is given to somebody, or it boots.
    public static final Load BUSY = new Load(ALL);

    public Load {
        if (thousandths < 0 || thousandths > ALL) {
            throw new IllegalArgumentException(
                    "a load is 0 to 1000 thousandths, not " + thousandths);
        }
    }

    /// @param used thousandths of a GPU; more than there are counts as all
    /// @param gpus that the machine has
    public static Load of(int used, int gpus) {
        return gpus == 0 ? IDLE : new Load(Math.clamp((long) used / gpus, 0, ALL));
    }

    /// What a load between two values comes to, rounded up.
    long between(long idle, long busy) {
        return idle + Math.ceilDiv((busy - idle) * thousandths, ALL);
    }
}
