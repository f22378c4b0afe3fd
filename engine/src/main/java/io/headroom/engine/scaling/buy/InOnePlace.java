package io.headroom.engine.scaling.buy;

import java.util.List;
import java.util.function.Predicate;

import io.headroom.contracts.capacity.ShortfallItem;
import io.headroom.contracts.pool.Place;
import io.headroom.contracts.workload.Topology;
import io.headroom.engine.scaling.fact.Offer;

/// What is bought for a gang that stands in one rack, zone or NVLink island is all bought in one: what its replicas may not use together is
/// no capacity for it. For one that would rather stand so it is bought in one where that costs little more.
public final class InOnePlace {

    private InOnePlace() {}

    public static boolean isPreferred(ShortfallItem item) {
        Topology topology = item.topology();
        return topology != null && !topology.required();
    }

    /// Whether all of these are in one of the places that the item names.
    public static boolean holds(ShortfallItem item, List<Offer> offers) {
        Topology topology = item.topology();
        return topology != null
                && places(item, offers).stream().anyMatch(there -> offers.stream().allMatch(there))
                && (topology.within() != Topology.Within.NVLINK_ISLAND || offers.size() == 1);
    }

    /// The places that all of the item's nodes may come from, one of them: which of the offers are in it.
    public static List<Predicate<Offer>> places(ShortfallItem item, List<Offer> offers) {
        Topology topology = item.topology();
        if (topology == null) {
            return List.of(_ -> true);
        }
        Topology.Within within = topology.within();
        if (within == Topology.Within.NVLINK_ISLAND) {
            return List.of(o -> isIslandForAll(new Room(o.template(), o.place()), item));
        }
        return offers.stream()
                .map(o -> name(o.place(), within))
                .filter(name -> !name.isEmpty())
                .distinct()
                .<Predicate<Offer>>map(name -> o -> name(o.place(), within).equals(name))
                .toList();
    }

    /// Lays the item onto rooms; one that is held together on those of one place that hold all of it, or on none.
    ///
    /// @return how many replicas were laid
    public static int take(ShortfallItem item, List<Room> rooms) {
        Topology topology = item.topology();
        if (topology == null || !topology.required()) {
            return takeAnywhere(item, rooms);
        }
        for (List<Room> joined : joined(item, topology.within(), rooms)) {
            int fits = 0;
            for (Room room : joined) {
                fits += room.copy().take(item.shape(), item.replicas() - fits);
            }
            if (fits == item.replicas()) {
                return takeAnywhere(item, joined);
            }
        }
        return 0;
    }

    private static int takeAnywhere(ShortfallItem item, List<Room> rooms) {
        int taken = 0;
        for (Room room : rooms) {
            taken += room.take(item.shape(), item.replicas() - taken);
        }
        return taken;
    }

    private static List<List<Room>> joined(
            ShortfallItem item, Topology.Within within, List<Room> rooms) {
        if (within == Topology.Within.NVLINK_ISLAND) {
            return rooms.stream().filter(r -> isIslandForAll(r, item)).map(List::of).toList();
        }
        return rooms.stream()
                .map(r -> name(r.place(), within))
                .filter(name -> !name.isEmpty())
                .distinct()
                .map(
                        name ->
                                rooms.stream()
                                        .filter(r -> name(r.place(), within).equals(name))
                                        .toList())
                .toList();
    }

    private static boolean isIslandForAll(Room room, ShortfallItem item) {
        return room.model().hasNvLink()
                && room.copy().take(item.shape(), item.replicas()) == item.replicas();
    }

    private static String name(Place place, Topology.Within within) {
        return switch (within) {
            case ZONE -> place.zone();
            case RACK -> place.rack();
            case NVLINK_ISLAND -> "";
        };
    }
}
