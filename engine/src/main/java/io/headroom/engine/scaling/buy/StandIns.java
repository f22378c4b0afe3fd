package io.headroom.engine.scaling.buy;

import java.util.Comparator;
import java.util.List;

import io.headroom.contracts.capacity.ShortfallItem;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.contracts.workload.Topology;
import io.headroom.engine.scaling.fact.Offer;
import io.headroom.engine.scaling.worth.AtStake;

/// What a gang's node is asked for next if its provider refuses it: the same machine in another zone, so that one place without
/// capacity does not dissolve a whole purchase.
///
/// Its money is asked for once, before any of them: only what the lease covers stands in, and only what every budget sees alike
/// (pool, region, capacity type). Not another type: placement has laid replicas onto this one's devices.
public final class StandIns {

    /// Three offers in all: with more, a gang waits longer for its last member than for another set.
    private static final int MOST = 2;

    private StandIns() {}

    /// @param open what its buyer may take now; @param stake what the gang has to lose
    public static List<Offer> of(
            Offer chosen, ShortfallItem item, List<Offer> open, AtStake stake) {
        return open.stream()
                .filter(o -> !isTiedTo(item, chosen) && isLike(o, chosen))
                .filter(o -> !o.zone().equals(chosen.zone()) && isCovered(o, chosen))
                .sorted(Comparator.comparingDouble(o -> CheapestCover.price(List.of(o), stake)))
                .limit(MOST)
                .toList();
    }

    /// Where all must stand together, one alone does not go elsewhere; and a machine of our own is where it is.
    private static boolean isTiedTo(ShortfallItem item, Offer chosen) {
        Topology topology = item.topology();
        return !chosen.machine().isEmpty()
                || (topology != null
                        && topology.required()
                        && topology.within() != Topology.Within.NVLINK_ISLAND);
    }

    private static boolean isLike(Offer other, Offer chosen) {
        return other.pool().equals(chosen.pool())
                && other.region().equals(chosen.region())
                && other.capacityType() == chosen.capacityType()
                && other.template().equals(chosen.template());
    }

    private static boolean isCovered(Offer other, Offer chosen) {
        // EC2 never charges more than the maximum it is told, which is what was reserved.
        boolean capped =
                chosen.provider() == ProviderKind.AWS && chosen.capacityType() == CapacityType.SPOT;
        return (capped ? other.pricePerHour() : other.worstPerHour())
                                .compareTo(chosen.worstPerHour())
                        <= 0
                && other.minimumBilling().compareTo(chosen.minimumBilling()) <= 0
                && other.timeToTerminate().compareTo(chosen.timeToTerminate()) <= 0;
    }
}
