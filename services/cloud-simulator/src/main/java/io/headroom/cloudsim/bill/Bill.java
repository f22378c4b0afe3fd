package io.headroom.cloudsim.bill;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

import io.headroom.cloudsim.machine.Machine;
import io.headroom.cloudsim.machine.MachineState;
import io.headroom.cloudsim.machine.Machines;
import io.headroom.cloudsim.machine.Run;
import io.headroom.cloudsim.market.CapacityType;
import io.headroom.cloudsim.market.Provider;
import io.headroom.cloudsim.market.Usd;

/// The bill of all providers, computed from the machines' own record.
@Singleton
public class Bill {

    /// One machine's part.
    ///
    /// @param to when the last charge ended; absent while something is charged
    public record Line(
            String instance,
            String name,
            Provider provider,
            String zone,
            String type,
            CapacityType capacityType,
            MachineState state,
            Instant from,
            @Nullable Instant to,
            Map<String, String> labels,
            Usd charged,
            Usd mostStillChargeable,
            List<Part> parts) {}

    /// One uninterrupted charge of a machine.
    public record Part(Run.Charge charge, Instant from, @Nullable Instant to, Usd charged) {}

    /// All of it at an instant, as it was known then. `most` is the sum of the two: what a cap is compared with.
    public record Total(
            Instant at, int instances, Usd charged, Usd mostStillChargeable, Usd most) {}

    private final Machines machines;
    private final Tariff tariff;

    public Bill(Machines machines, Tariff tariff) {
        this.machines = machines;
        this.tariff = tariff;
    }

    public List<Line> lines(Labels labels, Instant at) {
        return chosen(labels).stream().map(machine -> line(machine, at)).toList();
    }

    public Total total(Labels labels, Instant at) {
        return total(chosen(labels), at);
    }

    /// The highest total up to an instant, and when it was: the sum is linear between the instants at which something
    /// begins, ends, passes its minimum or changes its price, so these and the moments before them are all to look at.
    public Total highest(Labels labels, Instant upTo) {
        List<Machine> chosen = chosen(labels);
        Total highest = total(chosen, upTo);
        for (Instant turn : turns(chosen, upTo)) {
            for (Instant at : List.of(turn.minusMillis(1), turn)) {
                Total there = total(chosen, at);
                if (there.most().compareTo(highest.most()) > 0) {
                    highest = there;
                }
            }
        }
        return highest;
    }

    /// The total at each instant at which its slope changes.
    public List<Total> curve(Labels labels, Instant upTo) {
        List<Machine> chosen = chosen(labels);
        return turns(chosen, upTo).stream().map(at -> total(chosen, at)).toList();
    }

    private List<Machine> chosen(Labels labels) {
        return machines.where(machine -> labels.match(machine.labels()));
    }

    private Total total(List<Machine> chosen, Instant at) {
        Usd charged = Usd.ZERO;
        Usd still = Usd.ZERO;
        for (Machine machine : chosen) {
            charged = charged.plus(tariff.charged(machine, at));
            still = still.plus(tariff.mostStillChargeable(machine, at));
        }
        return new Total(at, chosen.size(), charged, still, charged.plus(still));
    }

    private static NavigableSet<Instant> turns(List<Machine> chosen, Instant upTo) {
        var turns = new TreeSet<Instant>();
        for (Machine machine : chosen) {
            for (Run run : machine.runs()) {
                Instant to = run.to() == null ? upTo : run.to();
                turns.add(run.from());
                turns.add(run.from().plus(machine.order().provider().minimumBilling()));
                turns.add(to);
                if (machine.spot()) {
                    Instant hour = run.from().truncatedTo(ChronoUnit.HOURS);
                    for (hour = hour.plus(1, ChronoUnit.HOURS);
                            hour.isBefore(to);
                            hour = hour.plus(1, ChronoUnit.HOURS)) {
                        turns.add(hour);
                    }
                }
            }
        }
        turns.tailSet(upTo, false).clear();
        return turns;
    }

    private Line line(Machine machine, Instant at) {
        var order = machine.order();
        List<Part> parts =
                machine.runs().stream()
                        .map(
                                run ->
                                        new Part(
                                                run.charge(),
                                                run.from(),
                                                run.to(),
                                                tariff.charged(order, run, at)))
                        .toList();
        boolean open = machine.runs().stream().anyMatch(Run::open);
        Instant ended =
                open
                        ? null
                        : machine.runs().stream()
                                .map(Run::to)
                                .filter(t -> t != null)
                                .max(Instant::compareTo)
                                .orElse(null);
        return new Line(
                machine.id(),
                order.name(),
                order.provider(),
                order.zone(),
                order.type(),
                order.capacityType(),
                machine.state(),
                parts.getFirst().from(),
                ended,
                machine.labels(),
                tariff.charged(machine, at),
                tariff.mostStillChargeable(machine, at),
                parts);
    }
}
