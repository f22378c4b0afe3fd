package io.headroom.cloudsim.market;

import java.util.SplittableRandom;

/// Chance that can be repeated: the same seed and the same words give the same draw, in whatever order draws are made.
public record Dice(long seed) {

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    public SplittableRandom about(Object... words) {
        long hash = FNV_OFFSET ^ seed;
        for (Object word : words) {
            String text = word.toString();
            for (int i = 0; i < text.length(); i++) {
                hash = (hash ^ text.charAt(i)) * FNV_PRIME;
            }
            hash = (hash ^ '/') * FNV_PRIME;
        }
        return new SplittableRandom(hash);
    }

    /// Between 0 and 1.
    public double share(Object... words) {
        return about(words).nextDouble();
    }
}
