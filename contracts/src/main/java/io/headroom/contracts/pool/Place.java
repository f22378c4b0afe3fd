package io.headroom.contracts.pool;

/// Where a machine stands, as far as it is known: machines whose names are the same stand together.
///
/// @param zone a cloud's zone, or the region that a pool of our own machines declares; empty if nobody knows
/// @param rack of a machine of our own; empty if nobody knows: clouds do not say
public record Place(String zone, String rack) {

    /// @param zone as offers and nodes carry it: of a machine of our own it is the rack
    public static Place of(ProviderKind provider, String region, String zone) {
        if (provider != ProviderKind.REDFISH) {
            return new Place(zone, "");
        }
        return new Place(
                region, zone.isBlank() ? "" : region.isBlank() ? zone : region + "/" + zone);
    }
}
