package io.headroom.cloudsim.machine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

import jakarta.inject.Singleton;

import io.headroom.cloudsim.SimulatorConfig;
import io.headroom.cloudsim.fault.Fault;
import io.headroom.cloudsim.fault.Faults;
import io.headroom.cloudsim.fault.Occasion;
import io.headroom.cloudsim.machine.Condition.Step;
import io.headroom.cloudsim.machine.Refused.Why;
import io.headroom.cloudsim.market.CapacityType;
import io.headroom.cloudsim.market.InstanceType;
import io.headroom.cloudsim.market.Market;
import io.headroom.cloudsim.market.Provider;
import io.headroom.cloudsim.market.Usd;

/// Sells machines: checks what a provider checks, and either creates all that were asked for or says no.
@Singleton
public class Launcher {

    private final Machines machines;
    private final Lifecycle lifecycle;
    private final Market market;
    private final Faults faults;
    private final Pace pace;
    private final SimulatorConfig config;

    public Launcher(
            Machines machines,
            Lifecycle lifecycle,
            Market market,
            Faults faults,
            Pace pace,
            SimulatorConfig config) {
        this.machines = machines;
        this.lifecycle = lifecycle;
        this.market = market;
        this.faults = faults;
        this.pace = pace;
        this.config = config;
    }

    /// How many machines: as many as there are, from the least to the most that make sense to the customer.
    public record Count(int least, int most) {
        public Count {
            if (least < 1 || most < least) {
                throw new Refused(
                        Why.INVALID,
                        "the count must be at least 1, and the most not below the least");
            }
        }
    }

    /// Sells between `least` and `most` machines, or none.
    ///
    /// @param id the provider's id of the n-th machine
    public List<Machine> launch(
            Order wanted,
            Count count,
            Map<String, String> labels,
            String userData,
            IntFunction<String> id) {
        Order order = wanted.listed(listPrice(wanted));
        List<Machine> sold =
                machines.alone(
                        () -> {
                            List<Machine> before = repeated(order);
                            if (!before.isEmpty()) {
                                return before;
                            }
                            check(order, count.least());
                            int number =
                                    Math.min(
                                            count.most(),
                                            Math.max(count.least(), available(order)));
                            List<Machine> created = new ArrayList<>(number);
                            for (int n = 0; n < number; n++) {
                                String machineId = id.apply(n);
                                Order named =
                                        order.name().isEmpty() ? order.named(machineId) : order;
                                Step next =
                                        new Step(
                                                MachineState.BOOTING,
                                                order.at().plus(pending(machineId)));
                                created.add(
                                        machines.add(
                                                lifecycle.withFate(
                                                        Machine.ordered(
                                                                machineId, named, labels, userData,
                                                                next))));
                            }
                            return created;
                        });
        return sold.stream().map(machine -> lifecycle.advance(machine.id(), order.at())).toList();
    }

    /// The machines of an earlier call under the same token.
    private List<Machine> repeated(Order order) {
        if (order.token().isEmpty()) {
            return List.of();
        }
        List<Machine> before = machines.orderedUnder(order.token());
        if (!before.isEmpty()
                && !before.getFirst().order().fingerprint().equals(order.fingerprint())) {
            throw new Refused(Why.TOKEN_REUSED, "the token was used before with other parameters");
        }
        return before;
    }

    /// Whether a start of a machine that exists would be possible now.
    public void check(Order order, int number) {
        Occasion purchase = Occasion.purchase(order.provider(), order.zone(), order.type());
        if (faults.strike(Fault.Kind.QUOTA, purchase).isPresent()) {
            throw overQuota(order);
        }
        checkQuota(order, number);
        checkSpotPrice(order);
        if (faults.strike(Fault.Kind.CAPACITY_OUT, purchase).isPresent()
                || available(order) < number) {
            throw new Refused(
                    Why.NO_CAPACITY,
                    "there is no sufficient %s capacity of %s in %s"
                            .formatted(order.capacityType().word(), order.type(), order.zone()));
        }
    }

    private void checkQuota(Order order, int number) {
        if (order.provider() == Provider.REDFISH || pace.atOnce().unlimitedCapacity()) {
            return;
        }
        InstanceType wanted = market.catalogue().type(order.provider(), order.type());
        long used =
                machines
                        .where(
                                m ->
                                        m.order().provider() == order.provider()
                                                && m.order().capacityType() == order.capacityType()
                                                && m.state().takesPlace())
                        .stream()
                        .mapToLong(
                                m ->
                                        market.catalogue()
                                                .type(order.provider(), m.order().type())
                                                .vcpus())
                        .sum();
        if (used + (long) wanted.vcpus() * number > config.vcpuQuota()) {
            throw overQuota(order);
        }
    }

    private static Refused overQuota(Order order) {
        return order.capacityType() == CapacityType.SPOT
                ? new Refused(Why.TOO_MANY_SPOT, "the limit of spot instances is reached")
                : new Refused(Why.QUOTA, "the limit of vCPUs is reached");
    }

    private void checkSpotPrice(Order order) {
        Usd most = order.maxPrice();
        if (order.capacityType() == CapacityType.SPOT && most != null) {
            Usd price =
                    market.spotPrices()
                            .at(order.provider(), order.zone(), order.type(), order.at());
            if (most.compareTo(price) < 0) {
                throw new Refused(
                        Why.SPOT_PRICE_TOO_LOW,
                        "the maximum price %s is below the current spot price %s"
                                .formatted(most, price));
            }
        }
    }

    private int available(Order order) {
        if (pace.atOnce().unlimitedCapacity()) {
            return Integer.MAX_VALUE;
        }
        int there =
                market.supply()
                        .of(
                                order.provider(),
                                order.zone(),
                                order.type(),
                                order.capacityType(),
                                order.at());
        long taken =
                machines.where(
                                m ->
                                        m.state().takesPlace()
                                                && m.order().provider() == order.provider()
                                                && m.order().type().equals(order.type())
                                                && m.order().zone().equals(order.zone()))
                        .size();
        return (int) Math.max(0, there - taken);
    }

    private Duration pending(String machineId) {
        return pace.atOnce().on() ? Duration.ZERO : market.chance().pending(machineId);
    }

    /// The price list for an order that is being made.
    private Usd listPrice(Order wanted) {
        return market.listPrices().of(wanted.provider(), wanted.type(), wanted.at()).hourly();
    }

    /// Starts a stopped machine, if there is a place for it.
    public Machine wake(String id, Instant now) {
        Machine machine =
                machines.find(id)
                        .orElseThrow(
                                () -> new Refused(Why.NOT_FOUND, "there is no instance " + id));
        if (machine.state().on()) {
            return machine;
        }
        if (machine.state() != MachineState.STOPPED) {
            throw new Refused(Why.WRONG_STATE, "%s is %s".formatted(id, machine.state()));
        }
        Order again = machine.order().at(now);
        machines.alone(
                () -> {
                    check(again, 1);
                    Step next = new Step(MachineState.BOOTING, now.plus(pending(id)));
                    return machines.change(id, m -> lifecycle.withFate(m.startedAgain(now, next)));
                });
        return lifecycle.advance(id, now);
    }
}
