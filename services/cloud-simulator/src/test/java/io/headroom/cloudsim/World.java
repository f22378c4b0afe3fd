package io.headroom.cloudsim;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.smallrye.config.SmallRyeConfigBuilder;

import io.headroom.cloudsim.agenthost.AgentHost;
import io.headroom.cloudsim.agenthost.Hosting;
import io.headroom.cloudsim.agenthost.Network;
import io.headroom.cloudsim.agenthost.PowerButton;
import io.headroom.cloudsim.bill.Bill;
import io.headroom.cloudsim.bill.Commitments;
import io.headroom.cloudsim.bill.Tariff;
import io.headroom.cloudsim.fault.Faults;
import io.headroom.cloudsim.journal.Journal;
import io.headroom.cloudsim.machine.Launcher;
import io.headroom.cloudsim.machine.Lifecycle;
import io.headroom.cloudsim.machine.Machine;
import io.headroom.cloudsim.machine.Machines;
import io.headroom.cloudsim.machine.Order;
import io.headroom.cloudsim.machine.Order.WhenOff;
import io.headroom.cloudsim.machine.Pace;
import io.headroom.cloudsim.machine.Passing;
import io.headroom.cloudsim.market.CapacityType;
import io.headroom.cloudsim.market.Catalogue;
import io.headroom.cloudsim.market.Market;
import io.headroom.cloudsim.market.Provider;
import io.headroom.cloudsim.market.Usd;
import io.headroom.contracts.agent.UserData;
import io.headroom.contracts.time.VirtualClock;

/// The simulator without its HTTP, on a clock that a test holds in its hand.
public final class World {

    public static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");

    private static final String NODE = "9b2f7f6e-5d0a-4b57-9f35-0a3d1d1f0001";

    public static final String USER_DATA =
            "{\"headroom\":{\"node\":\""
                    + NODE
                    + "\",\"cell\":\"local\",\"join\":\"http://127.0.0.1:9/join\",\"token\":\"once\"}}";

    public final Market market = Market.of(Catalogue.read(Optional.empty()), 42, 1000);
    public final Machines machines;
    public final Lifecycle lifecycle;
    public final Launcher launcher;
    public final Passing passing;
    public final Tariff tariff = new Tariff(market);
    public final Bill bill;
    public final Faults faults;
    public final Agents agents = new Agents();
    private Instant now;
    private int launched;

    /// Remembers what it was told.
    public static final class Agents implements AgentHost {
        private final List<String> started = new ArrayList<>();
        private final Map<String, PowerButton> buttons = new LinkedHashMap<>();

        @Override
        public synchronized void start(
                Machine machine, UserData.Headroom node, PowerButton button) {
            started.add(machine.id());
            buttons.put(machine.id(), button);
        }

        @Override
        public synchronized void powerOff(String machineId) {
            buttons.remove(machineId);
        }

        @Override
        public void spotNotice(String machineId, Instant goneAt) {}

        @Override
        public void network(String machineId, Network network) {}

        public synchronized List<String> started() {
            return List.copyOf(started);
        }

        public synchronized Optional<PowerButton> button(String machineId) {
            return Optional.ofNullable(buttons.get(machineId));
        }
    }

    /// Opens what is in the folder; an earlier world on it is simply left behind, as by kill -9.
    public World(Path folder, Instant at) {
        now = at;
        var clock = VirtualClock.of(NOON, NOON, 1, () -> now);
        var config =
                new SmallRyeConfigBuilder()
                        .withMapping(SimulatorConfig.class)
                        .build()
                        .getConfigMapping(SimulatorConfig.class);
        Journal journal = Journal.open(folder);
        faults = new Faults(journal);
        var pace = new Pace(journal);
        pace.set(new Pace.AtOnce(false, true, null));
        machines = new Machines(journal);
        var hosting = new Hosting(agents);
        lifecycle = new Lifecycle(machines, market, hosting, faults, pace, clock);
        launcher = new Launcher(machines, lifecycle, market, faults, pace, config);
        passing = new Passing(machines, lifecycle, hosting, faults, clock);
        bill = new Bill(machines, tariff, new Commitments(market, tariff));
        passing.resume();
    }

    public World after(Duration time) {
        now = now.plus(time);
        passing.look(now);
        return this;
    }

    public Instant now() {
        return now;
    }

    public Machine launch(Provider provider, String zone, String type, CapacityType capacityType) {
        return launch(order(provider, zone, type, capacityType, ""));
    }

    public Machine launch(Order order) {
        String id = "i-" + launched++;
        return launcher.launch(
                        order, new Launcher.Count(1, 1), Map.of("pool", "a"), USER_DATA, n -> id)
                .getFirst();
    }

    public Order order(
            Provider provider, String zone, String type, CapacityType capacityType, String token) {
        Usd list = market.catalogue().type(provider, type).hourly();
        return new Order(
                provider,
                "",
                zone,
                type,
                capacityType,
                null,
                list,
                token,
                token,
                WhenOff.TERMINATE,
                WhenOff.TERMINATE,
                null,
                "",
                now);
    }

    public Machine machine(String id) {
        return machines.find(id).orElseThrow();
    }
}
