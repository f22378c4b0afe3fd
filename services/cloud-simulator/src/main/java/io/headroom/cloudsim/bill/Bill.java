package io.headroom.cloudsim.bill;

import java.time.Instant;
import java.util.List;
import java.util.Map;

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
    /// @param charged less what commitments take off; the parts are what it would be without
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
    private final Commitments commitments;

    public Bill(Machines machines, Tariff tariff, Commitments commitments) {
        this.machines = machines;
        this.tariff = tariff;
        this.commitments = commitments;
    }

    public List<Line> lines(Labels labels, Instant at) {
        Map<String, Usd> off = commitments.takenOff(machines.all(), at);
        return chosen(labels).stream()
                .map(machine -> line(machine, at, off.getOrDefault(machine.id(), Usd.ZERO)))
                .toList();
    }

    public Total total(Labels labels, Instant at) {
        return curve(labels).total(at);
    }

    /// The charges of all machines with these labels, over time. Fees of commitments are no machine's: they are in the bill of all alone.
    public Curve curve(Labels labels) {
        boolean isWhole = labels.equals(Labels.ANY);
        return new Curve(
                tariff,
                chosen(labels),
                machines.all(),
                commitments,
                isWhole ? Curve.Fees.COUNTED : Curve.Fees.APART);
    }

    private List<Machine> chosen(Labels labels) {
        return machines.where(machine -> labels.match(machine.labels()));
    }

    private Line line(Machine machine, Instant at, Usd off) {
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
                tariff.charged(machine, at).minus(off),
                tariff.mostStillChargeable(machine, at),
                parts);
    }
}
