package io.headroom.provisioning.provider;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.headroom.contracts.pool.MachineSpec;
import io.headroom.contracts.pool.PoolSpec;

/// Where machines of our cell may be: where pools declare them, and where nodes live that no pool declares any more.
///
/// @param regions of a provider that has regions
/// @param machines our own, each once
public record Reach(Set<String> regions, List<Place> machines) {

    /// One place.
    ///
    /// @param address the controller of a machine of our own; empty otherwise
    /// @param credentials the name of the secret that opens it; empty otherwise
    public record Place(String region, String zone, String address, String credentials) {

        static Place of(PoolSpec pool, MachineSpec machine) {
            return new Place(
                    pool.region(), machine.rack(), machine.address(), machine.credentials());
        }
    }

    /// @param lived where nodes live or were launched; what is declared says better how a machine is reached
    public static Reach of(List<PoolSpec> declared, List<Place> lived) {
        Set<String> regions = new TreeSet<>();
        Map<String, Place> machines = new LinkedHashMap<>();
        for (PoolSpec pool : declared) {
            regions.add(pool.region());
            pool.machines().forEach(m -> machines.putIfAbsent(m.address(), Place.of(pool, m)));
        }
        for (Place place : lived) {
            regions.add(place.region());
            if (!place.address().isEmpty()) {
                machines.putIfAbsent(place.address(), place);
            }
        }
        return new Reach(regions, List.copyOf(machines.values()));
    }
}
