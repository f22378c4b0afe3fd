package io.headroom.provisioning.provider.redfish;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import io.headroom.contracts.envelope.Cell;
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
import io.headroom.provisioning.provider.Tags;
import io.headroom.provisioning.provider.Target;

/// Machines of our own: powered on for a node and off after it. The asset tag says whose node a machine is.
@Singleton
final class RedfishProvider implements Provider {

    private static final Logger LOG = Logger.getLogger(RedfishProvider.class);
    private static final String RESET = "/Actions/ComputerSystem.Reset";

    private final RedfishHttp http;
    private final Cell cell;

    @Inject
    RedfishProvider(RedfishHttp http, @ConfigProperty(name = "headroom.cell") String cell) {
        this.http = http;
        this.cell = new Cell(cell);
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
        return pool.machines().stream().map(RedfishProvider::template).toList();
    }

    private static NodeTemplate template(MachineSpec machine) {
        return new NodeTemplate(
                machine.name(),
                machine.gpuModel(),
                machine.gpus(),
                machine.cpuMillis(),
                machine.memoryMib());
    }

    @Override
    public List<SpotPrice> spotPrices(PoolSpec pool) {
        return List.of();
    }

    @Override
    public Launched launch(LaunchAttempt attempt) {
        JsonNode system = http.get(attempt.machine(), attempt.credentials());
        String tag = tag(attempt.node().toString());
        boolean ours = system.path("AssetTag").asText().equals(tag);
        if (isOn(system) && ours) {
            return new Launched(attempt.machine());
        }
        if (isOn(system)) {
            throw new ProviderException(
                    new ProviderFailure.NoCapacity("the machine is on, and not for this node"));
        }
        var _ =
                http.patch(
                        attempt.machine(),
                        attempt.credentials(),
                        Map.of(
                                "AssetTag",
                                tag,
                                "Oem",
                                Map.of("Headroom", Map.of("UserData", attempt.userData()))));
        var _ =
                http.post(
                        attempt.machine() + RESET,
                        attempt.credentials(),
                        Map.of("ResetType", "On"));
        return new Launched(attempt.machine());
    }

    /// Only a machine that still carries the node's tag is switched off.
    @Override
    public void terminate(Target target) {
        JsonNode system = http.get(target.providerId(), target.credentials());
        if (isOff(system)
                || !system.path("AssetTag").asText().equals(tag(target.node().toString()))) {
            return;
        }
        var _ =
                http.post(
                        target.providerId() + RESET,
                        target.credentials(),
                        Map.of("ResetType", "ForceOff"));
    }

    @Override
    public Optional<Seen> find(Target target) {
        JsonNode system = http.get(target.providerId(), target.credentials());
        Seen seen = seen(system, target.providerId(), "", target.region(), target.zone());
        boolean ours = seen.node().filter(target.node()::equals).isPresent();
        return Optional.of(
                ours && !isOff(system)
                        ? seen
                        : new Seen(
                                target.providerId(),
                                Optional.of(target.node()),
                                "",
                                target.region(),
                                target.zone(),
                                Seen.State.GONE,
                                Instant.EPOCH));
    }

    @Override
    public List<Seen> tagged(Reach reach) {
        return reach.machines().stream().flatMap(m -> look(m).stream()).toList();
    }

    private Optional<Seen> look(Reach.Place place) {
        String address = place.address();
        try {
            JsonNode system = http.get(address, place.credentials());
            boolean ours = system.path("AssetTag").asText().startsWith(tag(""));
            return ours && !isOff(system)
                    ? Optional.of(seen(system, address, "", place.region(), place.zone()))
                    : Optional.empty();
        } catch (ProviderException e) {
            LOG.warnf("%s cannot be looked at: %s", address, e.getMessage());
            // Neither seen nor missing: a broken controller must not end the look at all others.
            return Optional.of(
                    new Seen(
                            address,
                            Optional.empty(),
                            "",
                            place.region(),
                            place.zone(),
                            Seen.State.RUNNING,
                            Instant.EPOCH));
        }
    }

    private Seen seen(JsonNode system, String address, String pool, String region, String zone) {
        String tag = system.path("AssetTag").asText();
        return new Seen(
                address,
                tag.startsWith(tag(""))
                        ? Tags.node(tag.substring(tag("").length()))
                        : Optional.empty(),
                pool,
                region,
                zone,
                isOff(system) ? Seen.State.GONE : Seen.State.RUNNING,
                Instant.EPOCH);
    }

    private String tag(String node) {
        return "headroom/" + cell + "/" + node;
    }

    private static boolean isOn(JsonNode system) {
        String state = system.path("PowerState").asText();
        return state.equals("On") || state.equals("PoweringOn");
    }

    private static boolean isOff(JsonNode system) {
        return system.path("PowerState").asText().equals("Off");
    }
}
