package io.headroom.cloudsim.bill;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;

import io.headroom.cloudsim.machine.Machine;
import io.headroom.cloudsim.machine.Run;
import io.headroom.cloudsim.market.CapacityType;
import io.headroom.cloudsim.market.Market;
import io.headroom.cloudsim.market.Provider;
import io.headroom.cloudsim.market.Usd;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.contracts.price.CommitmentSpec;

/// What customers committed to, and what that does to the bill: at each instant the machines that were launched first are covered, those by
/// number before those by spending. The fee is charged whether it is used or not. They last until the process ends.
@Singleton
public class Commitments {

    private static final long MILLIS_PER_HOUR = 3_600_000;

    private record Named(String name, CommitmentSpec spec) {}

    /// A machine on demand while it is charged.
    private record Charged(Machine machine, Run run) {}

    private final Market market;
    private final Tariff tariff;
    private final Map<String, CommitmentSpec> declared = new ConcurrentHashMap<>();

    public Commitments(Market market, Tariff tariff) {
        this.market = market;
        this.tariff = tariff;
    }

    public void declare(String name, CommitmentSpec spec) {
        declared.put(name, spec);
    }

    public Map<String, CommitmentSpec> all() {
        return Map.copyOf(declared);
    }

    /// What all fees came to up to an instant.
    public Usd fees(Instant at) {
        long micros = 0;
        for (CommitmentSpec spec : declared.values()) {
            Instant to = at.isBefore(spec.to()) ? at : spec.to();
            long millis = Math.max(0, Duration.between(spec.from(), to).toMillis());
            micros += Math.multiplyExact(spec.feePerHour().micros(), millis) / MILLIS_PER_HOUR;
        }
        return new Usd(micros);
    }

    /// What is taken off each machine's charge up to an instant, by its id.
    public Map<String, Usd> takenOff(List<Machine> machines, Instant at) {
        if (declared.isEmpty()) {
            return Map.of();
        }
        List<Charged> charged = charged(machines, at);
        List<Instant> turns = List.copyOf(turns(charged, at));
        Map<String, Long> sums = new HashMap<>();
        for (int i = 0; i + 1 < turns.size(); i++) {
            long millis = Duration.between(turns.get(i), turns.get(i + 1)).toMillis();
            cover(charged, turns.get(i))
                    .forEach(
                            (id, perHour) ->
                                    sums.merge(
                                            id,
                                            Math.multiplyExact(perHour, millis),
                                            Math::addExact));
        }
        Map<String, Usd> off = new HashMap<>();
        sums.forEach((id, sum) -> off.put(id, new Usd(sum / MILLIS_PER_HOUR)));
        return off;
    }

    private static List<Charged> charged(List<Machine> machines, Instant at) {
        List<Charged> charged = new ArrayList<>();
        for (Machine machine : machines) {
            if (machine.order().capacityType() == CapacityType.ON_DEMAND
                    && machine.order().provider() != Provider.REDFISH) {
                machine.runs().stream()
                        .filter(r -> r.charge() == Run.Charge.MACHINE && r.from().isBefore(at))
                        .forEach(r -> charged.add(new Charged(machine, r)));
            }
        }
        charged.sort(
                Comparator.comparing((Charged c) -> c.run().from())
                        .thenComparing(c -> c.machine().id()));
        return charged;
    }

    private NavigableSet<Instant> turns(List<Charged> charged, Instant at) {
        TreeSet<Instant> turns = new TreeSet<>();
        for (Charged one : charged) {
            turns.add(one.run().from());
            turns.add(end(one.run(), at));
            turns.addAll(tariff.changes(one.machine().order(), one.run().from(), at));
        }
        for (CommitmentSpec spec : declared.values()) {
            turns.add(spec.from());
            turns.add(spec.to());
        }
        turns.tailSet(at, true).clear();
        turns.add(at);
        return turns;
    }

    private static Instant end(Run run, Instant at) {
        Instant to = run.to();
        return to == null || to.isAfter(at) ? at : to;
    }

    /// Millionths of a dollar an hour that each machine costs less at an instant.
    private Map<String, Long> cover(List<Charged> charged, Instant at) {
        Map<String, Long> less = new HashMap<>();
        Set<String> covered = new HashSet<>();
        declared.entrySet().stream()
                .map(e -> new Named(e.getKey(), e.getValue()))
                .filter(n -> n.spec().isInForce(at))
                .sorted(
                        Comparator.comparing((Named n) -> n.spec().isPlan())
                                .thenComparing(Named::name))
                .forEach(n -> cover(n.spec(), charged, at, covered, less));
        return less;
    }

    private void cover(
            CommitmentSpec spec,
            List<Charged> charged,
            Instant at,
            Set<String> covered,
            Map<String, Long> less) {
        Integer nodes = spec.nodes();
        long left = nodes == null ? spec.perHour().micros() : nodes;
        for (Charged one : charged) {
            Machine machine = one.machine();
            boolean runs =
                    !one.run().from().isAfter(at) && end(one.run(), at.plusMillis(1)).isAfter(at);
            if (left > 0 && runs && !covered.contains(machine.id()) && isOf(spec, machine)) {
                long list = tariff.perHour(machine.order(), at).micros();
                Integer discount = spec.discountPercent();
                long need = discount == null ? 1 : Math.ceilDiv(list * (100 - discount), 100);
                long taken = Math.min(left, Math.max(1, need));
                left -= taken;
                covered.add(machine.id());
                less.put(machine.id(), Math.multiplyExact(list, taken) / Math.max(1, need));
            }
        }
    }

    private boolean isOf(CommitmentSpec spec, Machine machine) {
        Provider provider = machine.order().provider();
        return spec.covers(
                ProviderKind.valueOf(provider.name()),
                market.catalogue().shelf(provider).region(),
                machine.order().zone(),
                machine.order().type());
    }
}
