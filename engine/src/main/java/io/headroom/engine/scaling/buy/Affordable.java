package io.headroom.engine.scaling.buy;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.headroom.contracts.capacity.ShortfallItem;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.engine.scaling.fact.Offer;
import io.headroom.engine.scaling.fact.ScalingPlan;
import io.headroom.engine.scaling.money.Buyer;
import io.headroom.engine.scaling.money.NextLeases;

/// The offers that may be taken for those who wait: where a hard budget is short, those that leave what runs its next leases.
public final class Affordable {

    private final Market market;
    private final NextLeases leases;

    public Affordable(Market market, NextLeases leases) {
        this.market = market;
        this.leases = leases;
    }

    /// Online inference comes before what runs already: it is what budgets renew first. A gang is one purchase: where it is the first, its own
    /// nodes hold nothing back from each other.
    public Buyer buyer(ShortfallItem item) {
        boolean isFirstGang =
                item.gang() && !leases.protect() && !market.takenPerHour().isPositive();
        return new Buyer(
                item.tenant(),
                item.environment(),
                leases.matter()
                        && item.workloadClass() != WorkloadClass.ONLINE_INFERENCE
                        && !isFirstGang);
    }

    /// @param from the market, or what a trial has left of it
    public List<Offer> open(Market from, String lane, Buyer buyer) {
        List<Offer> open = from.open(lane, buyer.tenant(), buyer.environment());
        return buyer.yields()
                ? open.stream().filter(o -> forbidden(from, o, buyer).isEmpty()).toList()
                : open;
    }

    private Optional<ScalingPlan.Why.NeededByWhatRuns> forbidden(
            Market from, Offer offer, Buyer buyer) {
        return leases.forbid(offer, buyer, from.takenPerHour());
    }

    /// Why nothing is bought for an item: for what runs, if anything could be but for that; else what the market says.
    public ScalingPlan.Why whyNot(String lane, ShortfallItem item) {
        Optional<ScalingPlan.Why.NeededByWhatRuns> needed = leastMissing(lane, item);
        return needed.isPresent()
                ? needed.get()
                : market.whyNot(lane, item.tenant(), item.environment(), item.shape());
    }

    private Optional<ScalingPlan.Why.NeededByWhatRuns> leastMissing(
            String lane, ShortfallItem item) {
        Buyer buyer = buyer(item);
        return market.open(lane, buyer.tenant(), buyer.environment()).stream()
                .filter(o -> buyer.yields() && o.template().holds(item.shape()))
                .flatMap(o -> forbidden(market, o, buyer).stream())
                .min(Comparator.comparing(ScalingPlan.Why.NeededByWhatRuns::missing));
    }
}
