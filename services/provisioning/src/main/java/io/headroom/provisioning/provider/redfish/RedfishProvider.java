package io.headroom.provisioning.provider.redfish;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.pool.MachineSpec;
import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.pool.PoolSpec;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.provisioning.provider.LaunchAttempt;
import io.headroom.provisioning.provider.Launched;
import io.headroom.provisioning.provider.Provider;
import io.headroom.provisioning.provider.ProviderException;
import io.headroom.provisioning.provider.ProviderFailure;
import io.headroom.provisioning.provider.Reach;
import io.headroom.provisioning.provider.Seen;
import io.headroom.provisioning.provider.SpotPrice;
import io.headroom.provisioning.provider.Target;

/// Machines of our own: powered on for a node and off after it. A machine that is on is a node's if its asset tag says so, or if we
/// switched it on while it was off; any other is somebody else's and never touched.
@Singleton
final class RedfishProvider implements Provider {

    private static final Logger LOG = Logger.getLogger(RedfishProvider.class);

    private static final String NOT_KEPT = "a machine of our own is not kept stopped";

    private final RedfishHttp http;
    private final Controllers controllers;
    private final Holders holders;

    /// What controllers have refused to keep: they are not asked again, it does not keep a machine from starting.
    private final Set<String> refused = ConcurrentHashMap.newKeySet();

    @Inject
    RedfishProvider(RedfishHttp http, Controllers controllers, Holders holders) {
        this.http = http;
        this.controllers = controllers;
        this.holders = holders;
    }

    @Override
    public ProviderKind kind() {
        return ProviderKind.REDFISH;
    }

    @Override
    public boolean configured() {
        return true;
    }

    /// There is no controller to talk to before a pool names one.
    @Override
    public void warm() {}

    @Override
    public List<NodeTemplate> templates(PoolSpec pool) {
        return pool.machines().stream().map(this::template).toList();
    }

    /// What the declaration leaves out is what the controller shows.
    private NodeTemplate template(MachineSpec machine) {
        int cpuMillis = machine.cpuMillis();
        int memoryMib = machine.memoryMib();
        if (cpuMillis == 0 || memoryMib == 0) {
            RedfishSystem system = controllers.open(machine.address(), machine.credentials());
            cpuMillis = cpuMillis > 0 ? cpuMillis : shown(system.cpuMillis(), machine, "cpuMillis");
            memoryMib = memoryMib > 0 ? memoryMib : shown(system.memoryMib(), machine, "memoryMib");
        }
        return new NodeTemplate(
                machine.name(), machine.gpuModel(), machine.gpus(), cpuMillis, memoryMib);
    }

    private static int shown(Optional<Integer> value, MachineSpec machine, String field) {
        return value.orElseThrow(
                () ->
                        new ProviderException(
                                new ProviderFailure.Denied(
                                        "%s of %s is required: its controller does not show it"
                                                .formatted(field, machine.name()))));
    }

    @Override
    public List<SpotPrice> spotPrices(PoolSpec pool) {
        return List.of();
    }

    @Override
    public Launched launch(LaunchAttempt attempt) {
        RedfishSystem system = controllers.open(attempt.machine(), attempt.credentials());
        if (system.isOn() && holders.isOf(attempt.node(), system)) {
            return new Launched(attempt.machine());
        }
        if (system.isOn()) {
            throw new ProviderException(
                    new ProviderFailure.NoCapacity("the machine is on, and not for this node"));
        }
        if (!system.isOff()) {
            throw new ProviderException(
                    new ProviderFailure.Transient("its power state is '" + system.power() + "'"));
        }
        holders.claim(system, attempt.node());
        tell(system, attempt);
        try {
            var _ = http.post(system.resetUrl(), attempt.credentials(), Map.of("ResetType", "On"));
        } catch (ProviderException e) {
            if (e.failure().settles()) {
                holders.release(system, attempt.node());
            }
            throw e;
        }
        return new Launched(attempt.machine());
    }

    /// Whatever the controller keeps of it: the tag shows people and other tools whose the machine is, the user data is for a system
    /// that can read it from there.
    private void tell(RedfishSystem system, LaunchAttempt attempt) {
        Map<String, ?> own = Map.of("Headroom", Map.of("UserData", attempt.userData()));
        keep(system, attempt.credentials(), "user data", Map.of("Oem", own));
        Map<String, ?> tag = Map.of("AssetTag", holders.tag(attempt.node()));
        keep(system, attempt.credentials(), "asset tag", tag);
    }

    private void keep(
            RedfishSystem system, String credentials, String what, Map<String, ?> change) {
        if (refused.contains(system.url() + " " + what)) {
            return;
        }
        try {
            var _ = http.patch(system.url(), credentials, change);
        } catch (ProviderException e) {
            if (!(e.failure() instanceof ProviderFailure.Denied)) {
                throw e;
            }
            boolean _ = refused.add(system.url() + " " + what);
            LOG.infof("%s keeps no %s: %s", system.url(), what, e.getMessage());
        }
    }

    /// A machine of our own is off after every node, and free for the next: there is nothing to keep.
    @Override
    public void stop(Target target) {
        throw new ProviderException(new ProviderFailure.Denied(NOT_KEPT));
    }

    @Override
    public Launched start(LaunchAttempt attempt) {
        throw new ProviderException(new ProviderFailure.Denied(NOT_KEPT));
    }

    /// Only a machine that is still this node's is switched off.
    @Override
    public void terminate(Target target) {
        RedfishSystem system = controllers.open(target.providerId(), target.credentials());
        if (!system.isOff() && holders.isOf(target.node(), system)) {
            Map<String, String> off = Map.of("ResetType", system.off());
            var _ = http.post(system.resetUrl(), target.credentials(), off);
            if (system.assetTag().equals(holders.tag(target.node()))) {
                // Whoever switches it on next does not do it for this node.
                keep(system, target.credentials(), "asset tag", Map.of("AssetTag", ""));
            }
        }
    }

    @Override
    public Optional<Seen> find(Target target) {
        RedfishSystem system = controllers.open(target.providerId(), target.credentials());
        boolean there = !system.isOff() && holders.isOf(target.node(), system);
        holders.look(system);
        Reach.Place place =
                new Reach.Place(
                        target.region(), target.zone(), target.providerId(), target.credentials());
        return Optional.of(
                seen(
                        place,
                        Optional.of(target.node()),
                        there ? Seen.State.RUNNING : Seen.State.GONE));
    }

    @Override
    public List<Seen> tagged(Reach reach) {
        return reach.machines().stream().flatMap(m -> look(m).stream()).toList();
    }

    private Optional<Seen> look(Reach.Place place) {
        try {
            RedfishSystem system = controllers.open(place.address(), place.credentials());
            holders.look(system);
            return system.isOff()
                    ? Optional.empty()
                    : holders.of(system)
                            .map(node -> seen(place, Optional.of(node), Seen.State.RUNNING));
        } catch (ProviderException e) {
            LOG.warnf("%s cannot be looked at: %s", place.address(), e.getMessage());
            // Neither seen nor missing: a broken controller must not end the look at all others.
            return Optional.of(seen(place, Optional.empty(), Seen.State.RUNNING));
        }
    }

    private static Seen seen(Reach.Place place, Optional<NodeId> node, Seen.State state) {
        return new Seen(
                place.address(), node, "", place.region(), place.zone(), state, Instant.EPOCH);
    }
}
