package io.headroom.cloudsim.gce;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;

import io.headroom.cloudsim.gce.Operations.Outcome;
import io.headroom.cloudsim.gce.Operations.Request;
import io.headroom.cloudsim.machine.Launcher;
import io.headroom.cloudsim.machine.Lifecycle;
import io.headroom.cloudsim.machine.Machine;
import io.headroom.cloudsim.machine.Machines;
import io.headroom.cloudsim.machine.Refused;
import io.headroom.cloudsim.market.Catalogue;
import io.headroom.cloudsim.market.Provider;
import io.headroom.cloudsim.wire.Digest;
import io.headroom.contracts.time.VirtualClock;

/// Instances by zone and name; every change is an operation.
@Singleton
class GceInstances {

    private final Machines machines;
    private final Launcher launcher;
    private final Lifecycle lifecycle;
    private final Operations operations;
    private final Catalogue catalogue;
    private final VirtualClock clock;

    GceInstances(
            Machines machines,
            Launcher launcher,
            Lifecycle lifecycle,
            Operations operations,
            Catalogue catalogue,
            VirtualClock clock) {
        this.machines = machines;
        this.launcher = launcher;
        this.lifecycle = lifecycle;
        this.operations = operations;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    Operation insert(String project, String zone, JsonNode body, Optional<String> requestId) {
        checkZone(zone);
        Insertion insertion = Insertion.of(body, catalogue);
        var request =
                new Request(
                        project,
                        zone,
                        "insert",
                        insertion.name(),
                        requestId.orElse(""),
                        Digest.of(zone + body));
        return operations.perform(
                request,
                () -> {
                    if (find(zone, insertion.name()).isPresent()) {
                        throw new Refused(
                                Refused.Why.NAME_TAKEN,
                                "The resource 'projects/%s/zones/%s/instances/%s' already exists"
                                        .formatted(project, zone, insertion.name()));
                    }
                    return buy(insertion, zone);
                });
    }

    /// Google accepts the call, and says in the operation that there was nothing to be had.
    private Outcome buy(Insertion insertion, String zone) {
        String id = Long.toString(ThreadLocalRandom.current().nextLong(1L << 60, Long.MAX_VALUE));
        try {
            launcher.launch(
                    insertion.order(zone, clock.instant()),
                    new Launcher.Count(1, 1),
                    insertion.labels(),
                    insertion.userData(),
                    n -> id);
            return Outcome.done(id);
        } catch (Refused refused) {
            String said = refused.getMessage() == null ? "" : refused.getMessage();
            return new Outcome(
                    "0", Optional.of(new Operation.Failure(GceError.operationCode(refused), said)));
        }
    }

    Operation delete(String project, String zone, String name, Optional<String> requestId) {
        return change(
                project,
                zone,
                "delete",
                name,
                requestId,
                (id, now) -> lifecycle.terminate(id, now, "deleted"));
    }

    Operation stop(String project, String zone, String name, Optional<String> requestId) {
        return change(
                project,
                zone,
                "stop",
                name,
                requestId,
                (id, now) -> lifecycle.stop(id, now, "stopped"));
    }

    Operation start(String project, String zone, String name, Optional<String> requestId) {
        return change(project, zone, "start", name, requestId, launcher::wake);
    }

    Operation label(
            String project,
            String zone,
            String name,
            Map<String, String> labels,
            Optional<String> requestId) {
        return change(
                project,
                zone,
                "setLabels",
                name,
                requestId,
                (id, now) -> machines.change(id, m -> m.labelled(labels)));
    }

    /// What is done to one machine.
    private interface Change {
        Machine apply(String id, Instant now);
    }

    private Operation change(
            String project,
            String zone,
            String kind,
            String name,
            Optional<String> requestId,
            Change change) {
        checkZone(zone);
        var request =
                new Request(
                        project,
                        zone,
                        kind,
                        name,
                        requestId.orElse(""),
                        Digest.of(zone + "/" + name));
        return operations.perform(
                request,
                () -> {
                    Machine machine = get(zone, name);
                    try {
                        return Outcome.done(change.apply(machine.id(), clock.instant()).id());
                    } catch (Refused refused) {
                        if (refused.why() != Refused.Why.NO_CAPACITY
                                && refused.why() != Refused.Why.QUOTA) {
                            throw refused;
                        }
                        String said = refused.getMessage() == null ? "" : refused.getMessage();
                        return new Outcome(
                                machine.id(),
                                Optional.of(
                                        new Operation.Failure(
                                                GceError.operationCode(refused), said)));
                    }
                });
    }

    Machine get(String zone, String name) {
        checkZone(zone);
        return find(zone, name)
                .orElseThrow(
                        () -> GceError.notFound("zones/%s/instances/%s".formatted(zone, name)));
    }

    /// Those that exist: a deleted instance is gone from every list.
    List<Machine> list(Filter filter) {
        return machines
                .where(m -> m.order().provider() == Provider.GCP && !m.state().gone())
                .stream()
                .filter(m -> filter.passes(field -> GceJson.field(m, field)))
                .sorted((a, b) -> a.order().name().compareTo(b.order().name()))
                .toList();
    }

    void checkZone(String zone) {
        if (!catalogue.shelf(Provider.GCP).zones().contains(zone)) {
            throw GceError.invalid(
                    "Invalid value for field 'zone': '%s'. Unknown zone.".formatted(zone));
        }
    }

    private Optional<Machine> find(String zone, String name) {
        return machines
                .where(
                        m ->
                                m.order().provider() == Provider.GCP
                                        && !m.state().gone()
                                        && m.order().zone().equals(zone)
                                        && (m.order().name().equals(name) || m.id().equals(name)))
                .stream()
                .findFirst();
    }
}
