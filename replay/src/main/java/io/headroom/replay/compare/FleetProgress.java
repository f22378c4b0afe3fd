package io.headroom.replay.compare;

/// Is told how far a comparison is, so that people can be.
public interface FleetProgress {

    /// For who does not want to know.
    FleetProgress UNSEEN = (policy, seed, share) -> {};

    /// @param share of the virtual time that has been lived through, 0 to 1
    void reached(String policy, long seed, double share);
}
