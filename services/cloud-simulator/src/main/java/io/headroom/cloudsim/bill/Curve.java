package io.headroom.cloudsim.bill;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

import io.headroom.cloudsim.bill.Bill.Total;
import io.headroom.cloudsim.machine.Machine;
import io.headroom.cloudsim.machine.Run;
import io.headroom.cloudsim.market.Usd;

/// What some machines were charged, and could still be, as a function of time.
///
/// @param all the customer's machines: which of them are covered depends on the others
public record Curve(
        Tariff tariff,
        List<Machine> machines,
        List<Machine> all,
        Commitments commitments,
        Fees fees) {

    /// Whether the fees of commitments are in it.
    public enum Fees {
        COUNTED,
        APART
    }

    public Total total(Instant at) {
        Usd charged = Usd.ZERO;
        Usd still = Usd.ZERO;
        Map<String, Usd> off = commitments.takenOff(all, at);
        for (Machine machine : machines) {
            Usd less = off.getOrDefault(machine.id(), Usd.ZERO);
            charged = charged.plus(tariff.charged(machine, at).minus(less));
            still = still.plus(tariff.mostStillChargeable(machine, at));
        }
        charged = fees == Fees.COUNTED ? charged.plus(commitments.fees(at)) : charged;
        return new Total(at, machines.size(), charged, still, charged.plus(still));
    }

    /// The highest total up to an instant: the sum is linear between the instants at which something begins, ends, passes
    /// its minimum or changes its price, so these and the moments before them are all to look at.
    public Total highest(Instant upTo) {
        Total highest = total(upTo);
        for (Instant turn : turns(upTo)) {
            for (Instant at : List.of(turn.minusMillis(1), turn)) {
                Total there = total(at);
                if (there.most().compareTo(highest.most()) > 0) {
                    highest = there;
                }
            }
        }
        return highest;
    }

    /// The total at each instant at which its slope changes.
    public List<Total> points(Instant upTo) {
        return turns(upTo).stream().map(this::total).toList();
    }

    private NavigableSet<Instant> turns(Instant upTo) {
        var turns = new TreeSet<Instant>();
        for (Machine machine : machines) {
            for (Run run : machine.runs()) {
                Instant ended = run.to();
                Instant to = ended == null ? upTo : ended;
                turns.add(run.from());
                turns.add(run.from().plus(machine.order().provider().minimumBilling()));
                turns.add(to);
                turns.addAll(tariff.changes(machine.order(), run.from(), to));
                if (machine.spot()) {
                    Instant hour =
                            run.from().truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
                    for (; hour.isBefore(to); hour = hour.plus(1, ChronoUnit.HOURS)) {
                        turns.add(hour);
                    }
                }
            }
        }
        turns.tailSet(upTo, false).clear();
        return turns;
    }
}
