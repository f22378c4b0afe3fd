package io.headroom.engine.budget.model;

import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.contracts.price.NextPrice;
import io.headroom.contracts.price.PriceTerm;

/// What machines cost at every tick, and what is said of it.
///
/// @param saidAt when it was said that the list price rises; never, if it has not been yet
/// @param risesAt when it does
/// @param to what it is then
record Prices(int saidAt, int risesAt, Money to) {

    static final Prices STEADY = new Prices(Machine.NEVER, Machine.NEVER, Rules.WORST);

    private static final Node NODE =
            new Node(
                    new NodeId(new UUID(0, 0)),
                    1,
                    "pool",
                    ProviderKind.AWS,
                    "us-east-1",
                    "us-east-1a",
                    CapacityType.ON_DEMAND,
                    "default",
                    "research",
                    "production",
                    new NodeTemplate("g6.xlarge", GpuModel.L4, 1, 4_000, 16_384),
                    NodeState.READY,
                    Rules.START,
                    "i-1",
                    Rules.WORST,
                    Rules.WORST,
                    Rules.START,
                    null,
                    Map.of());

    /// What a machine's provider charges at a tick: of its minimum, when it is gone, what it cost last.
    Money perHour(Machine machine, int tick) {
        if (hasRisen(machine.died == Machine.NEVER ? tick : Math.min(tick, machine.died))) {
            return to;
        }
        boolean isBefore = machine.repricedAt != Machine.NEVER && tick < machine.repricedAt;
        return Rules.PRICES.get(isBefore ? 1 - machine.price : machine.price);
    }

    boolean isSaid(int tick) {
        return saidAt != Machine.NEVER && tick >= saidAt;
    }

    boolean hasRisen(int tick) {
        return saidAt != Machine.NEVER && tick >= risesAt;
    }

    /// What a purchase that is asked for at a tick must reserve: the dearest price of the day.
    Money worst(int tick) {
        return isSaid(tick) ? to : Rules.WORST;
    }

    /// What provisioning says of a machine at a tick.
    Node said(Machine machine, int tick) {
        @Nullable PriceTerm term = null;
        if (hasRisen(tick)) {
            term = new PriceTerm(Rules.at(risesAt), null, null);
        } else if (isSaid(tick)) {
            term = PriceTerm.until(new NextPrice(Rules.at(risesAt), to));
        }
        return NODE.priced(perHour(machine, tick), worst(tick), term);
    }
}
