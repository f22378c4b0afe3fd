package io.headroom.cloudsim.market;

import java.time.Instant;

/// How many machines of a type a zone has at a time: finite, and changing with virtual time.
///
/// @param factor what the catalogue's numbers are multiplied by
public record Supply(Catalogue catalogue, Dice dice, double factor) {

    /// Supply changes by the half hour: long enough that remembering a shortage pays, short enough that it ends.
    private static final long STEP_SECONDS = 1800;

    /// One half hour in twelve has nothing at all, as large GPU types do.
    private static final double DRY = 1.0 / 12;

    /// Spot is sold from what on-demand does not need: it ends earlier.
    private static final double SPOT_SHARE = 0.7;

    public int of(
            Provider provider, String zone, String type, CapacityType capacityType, Instant at) {
        if (provider == Provider.REDFISH) {
            return Integer.MAX_VALUE;
        }
        long step = Math.floorDiv(at.getEpochSecond(), STEP_SECONDS);
        if (dice.share("dry", provider, zone, type, step) < DRY) {
            return 0;
        }
        double moving = 0.5 + dice.share("supply", provider, zone, type, step);
        double whole = catalogue.type(provider, type).perZone() * factor * moving;
        return (int)
                Math.round(
                        switch (capacityType) {
                            case ON_DEMAND -> whole;
                            case SPOT -> whole * SPOT_SHARE;
                        });
    }
}
