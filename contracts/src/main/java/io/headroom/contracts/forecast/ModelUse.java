package io.headroom.contracts.forecast;

/// Whether a model speaks for a series, and why not.
public enum ModelUse {
    /// It is no worse than seasonal naive (than naive, where no season has been seen) from points of the series' own past.
    USED,
    /// Its error there is larger than that of seasonal naive (of naive, where no season has been seen).
    LOSES_TO_SEASONAL_NAIVE,
    /// It does not lose, and is so far behind the best that its weight would be less than 2 %.
    FAR_BEHIND_THE_BEST;

    public boolean isUsed() {
        return this == USED;
    }
}
