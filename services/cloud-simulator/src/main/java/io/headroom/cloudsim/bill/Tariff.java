package io.headroom.cloudsim.bill;

import java.time.Duration;
import java.time.Instant;
import java.util.NavigableSet;
import java.util.TreeSet;

import jakarta.inject.Singleton;

import io.headroom.cloudsim.machine.Machine;
import io.headroom.cloudsim.machine.Order;
import io.headroom.cloudsim.machine.Run;
import io.headroom.cloudsim.market.CapacityType;
import io.headroom.cloudsim.market.Market;
import io.headroom.cloudsim.market.Provider;
import io.headroom.cloudsim.market.Usd;

/// What a machine is charged, at its true prices.
///
/// Charged from the accepted launch on (stricter than EC2, which starts at `running` some seconds later), by the
/// millisecond, at least the provider's minimum for each start. A stopped machine's disk is charged; a running one's is in
/// its price.
@Singleton
public class Tariff {

    private final Market market;

    public Tariff(Market market) {
        this.market = market;
    }

    /// What was charged up to an instant, as it was known at that instant.
    public Usd charged(Machine machine, Instant at) {
        Usd total = Usd.ZERO;
        for (Run run : machine.runs()) {
            total = total.plus(charged(machine.order(), run, at));
        }
        return total;
    }

    public Usd charged(Order order, Run run, Instant at) {
        if (!run.from().isBefore(at)) {
            return Usd.ZERO;
        }
        Instant ended = run.to();
        Instant end;
        if (ended == null || ended.isAfter(at)) {
            end = at;
        } else {
            end = run.charge() == Run.Charge.MACHINE ? atLeast(order, run.from(), ended) : ended;
        }
        return switch (run.charge()) {
            case DISK -> disk(order.provider()).over(Duration.between(run.from(), end));
            case MACHINE -> machineTime(order, run.from(), end);
        };
    }

    /// What it could still cost, as of an instant, if it were told to end at that instant.
    public Usd mostStillChargeable(Machine machine, Instant at) {
        Usd total = Usd.ZERO;
        for (Run run : machine.runs()) {
            if (run.charge() == Run.Charge.MACHINE && openAt(run, at)) {
                Provider provider = machine.order().provider();
                Instant minimum = run.from().plus(provider.minimumBilling());
                Instant stopped = at.plus(provider.longestBilledStop());
                Instant end = minimum.isAfter(stopped) ? minimum : stopped;
                total = total.plus(worst(machine.order(), at, end));
            }
        }
        return total;
    }

    /// At the price that was agreed; on demand at each price that the list will have.
    private Usd worst(Order order, Instant from, Instant to) {
        if (!isListed(order)) {
            return order.worstPrice().atMostOver(Duration.between(from, to));
        }
        NavigableSet<Instant> turns = changes(order, from, to);
        turns.add(to);
        Usd total = Usd.ZERO;
        Instant cursor = from;
        for (Instant turn : turns) {
            total = total.plus(perHour(order, cursor).atMostOver(Duration.between(cursor, turn)));
            cursor = turn;
        }
        return total;
    }

    /// What a machine on demand costs at an instant.
    Usd perHour(Order order, Instant at) {
        return isListed(order)
                ? market.listPrices()
                        .charged(order.provider(), order.type(), order.listPrice(), order.at(), at)
                : order.listPrice();
    }

    /// When it begins to cost another price.
    NavigableSet<Instant> changes(Order order, Instant from, Instant to) {
        return isListed(order)
                ? market.listPrices().changes(order.provider(), order.type(), from, to)
                : new TreeSet<>();
    }

    private static boolean isListed(Order order) {
        return order.capacityType() == CapacityType.ON_DEMAND
                && order.provider() != Provider.REDFISH;
    }

    private static boolean openAt(Run run, Instant at) {
        Instant ended = run.to();
        return !run.from().isAfter(at) && (ended == null || ended.isAfter(at));
    }

    private Usd machineTime(Order order, Instant from, Instant to) {
        if (isListed(order)) {
            return market.listPrices()
                    .over(order.provider(), order.type(), order.listPrice(), order.at(), from, to);
        }
        return order.capacityType() == CapacityType.SPOT
                ? market.spotPrices()
                        .over(
                                order.provider(),
                                order.zone(),
                                order.type(),
                                order.worstPrice(),
                                from,
                                to)
                : order.listPrice().over(Duration.between(from, to));
    }

    private static Instant atLeast(Order order, Instant from, Instant to) {
        Instant least = from.plus(order.provider().minimumBilling());
        return to.isBefore(least) ? least : to;
    }

    private Usd disk(Provider provider) {
        return market.catalogue().shelf(provider).diskHourly();
    }
}
