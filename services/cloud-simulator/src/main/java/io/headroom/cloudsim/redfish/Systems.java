package io.headroom.cloudsim.redfish;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

import io.headroom.cloudsim.agenthost.Addressed;
import io.headroom.cloudsim.journal.Journal;
import io.headroom.cloudsim.machine.Launcher;
import io.headroom.cloudsim.machine.Lifecycle;
import io.headroom.cloudsim.machine.Machine;
import io.headroom.cloudsim.machine.Machines;
import io.headroom.cloudsim.machine.Order;
import io.headroom.cloudsim.machine.Order.WhenOff;
import io.headroom.cloudsim.machine.Refused;
import io.headroom.cloudsim.market.CapacityType;
import io.headroom.cloudsim.market.Catalogue;
import io.headroom.cloudsim.market.Catalogue.RedfishSystem;
import io.headroom.cloudsim.market.InstanceType;
import io.headroom.cloudsim.market.Provider;
import io.headroom.contracts.time.VirtualClock;

/// The declared machines and their power; each time that one is on is an entry of its own in the bill.
@Singleton
class Systems {

    private static final String JOURNAL = "redfish-system";

    /// What a management controller remembers.
    ///
    /// @param powerOns how often it was switched on
    /// @param machine of the last time that it was on
    /// @param assetTag whose machine it is, in the words of whoever manages it
    /// @param userData what the operating system finds at its next boot
    record Controller(int powerOns, @Nullable String machine, String assetTag, String userData) {

        Controller on(String now) {
            return new Controller(powerOns + 1, now, assetTag, userData);
        }

        Controller with(String otherTag, String otherData) {
            return new Controller(powerOns, machine, otherTag, otherData);
        }
    }

    private final Journal journal;
    private final Machines machines;
    private final Launcher launcher;
    private final Lifecycle lifecycle;
    private final Catalogue catalogue;
    private final VirtualClock clock;
    private final Map<String, Controller> controllers;

    Systems(
            Journal journal,
            Machines machines,
            Launcher launcher,
            Lifecycle lifecycle,
            Catalogue catalogue,
            VirtualClock clock) {
        this.journal = journal;
        this.machines = machines;
        this.launcher = launcher;
        this.lifecycle = lifecycle;
        this.catalogue = catalogue;
        this.clock = clock;
        this.controllers = new LinkedHashMap<>(journal.take(JOURNAL, Controller.class));
    }

    List<RedfishSystem> all() {
        return catalogue.systems();
    }

    RedfishSystem system(String id) {
        return catalogue.systems().stream()
                .filter(s -> s.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new Refused(Refused.Why.NOT_FOUND, "there is no system " + id));
    }

    InstanceType type(RedfishSystem system) {
        return catalogue.type(Provider.REDFISH, system.type());
    }

    synchronized Controller controller(String id) {
        return controllers.getOrDefault(system(id).id(), new Controller(0, null, "", ""));
    }

    /// The machine as it was last on, if it ever was.
    synchronized Optional<Machine> machine(String id) {
        return Optional.ofNullable(controller(id).machine()).flatMap(machines::find);
    }

    synchronized void patch(String id, JsonNode body) {
        Controller before = controller(id);
        JsonNode userData = body.path("Oem").path("Headroom").path("UserData");
        JsonNode assetTag = body.path("AssetTag");
        remember(
                id,
                before.with(
                        assetTag.isMissingNode() ? before.assetTag() : assetTag.asText(),
                        userData.isMissingNode() ? before.userData() : userData.asText()));
    }

    /// Switches on what is off; on what is on, nothing happens.
    synchronized void on(String id) {
        Optional<Machine> current = machine(id).filter(m -> !m.state().gone());
        if (current.isPresent()) {
            if (current.get().state().on()) {
                return;
            }
            throw new Refused(Refused.Why.WRONG_STATE, id + " is being switched off");
        }
        Controller before = controller(id);
        String machineId = id + "-" + (before.powerOns() + 1);
        // Remembered first: after a crash in between, the next power-on is another entry of the
        // bill.
        remember(id, before.on(machineId));
        launcher.launch(
                order(system(id), clock.instant()),
                new Launcher.Count(1, 1),
                labels(before),
                before.userData(),
                n -> machineId);
    }

    synchronized void off(String id, String why) {
        machine(id)
                .filter(m -> m.state().on())
                .ifPresent(m -> lifecycle.terminate(m.id(), clock.instant(), why));
    }

    /// Redfish has no labels: what the bill needs is in the user data.
    private static Map<String, String> labels(Controller controller) {
        Map<String, String> labels = new LinkedHashMap<>();
        Addressed.read(controller.userData())
                .ifPresent(
                        to -> {
                            labels.put("headroom:node", to.node().toString());
                            labels.put("headroom:cell", to.cell().name());
                        });
        return labels;
    }

    private Order order(RedfishSystem system, Instant now) {
        return new Order(
                Provider.REDFISH,
                system.id(),
                system.zone(),
                system.type(),
                CapacityType.ON_DEMAND,
                null,
                type(system).hourly(),
                "",
                "",
                WhenOff.TERMINATE,
                WhenOff.TERMINATE,
                null,
                "",
                now);
    }

    private void remember(String id, Controller controller) {
        journal.put(JOURNAL, id, controller);
        controllers.put(id, controller);
    }
}
