package io.headroom.provisioning.provider.gcp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.StatusCode.Code;
import com.google.cloud.compute.v1.AggregatedListInstancesRequest;
import com.google.cloud.compute.v1.Instance;
import com.google.cloud.compute.v1.Operation;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.headroom.contracts.envelope.Cell;
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
import io.headroom.provisioning.provider.endpoint.ProviderSettings;

/// Google Compute Engine.
@Singleton
final class GceProvider implements Provider {

    /// An insert is done within seconds or refused; what takes longer is looked at again with the same request id.
    private static final Duration LONGEST_OPERATION = Duration.ofSeconds(60);

    private static final long FIRST_LOOK_MILLIS = 50;
    private static final long LAST_PAUSE_MILLIS = 2_000;

    private final GceClients clients;
    private final ProviderSettings.Gcp settings;
    private final Cell cell;

    @Inject
    GceProvider(
            GceClients clients,
            ProviderSettings settings,
            @ConfigProperty(name = "headroom.cell") String cell) {
        this.clients = clients;
        this.settings = settings.gcp();
        this.cell = new Cell(cell);
    }

    @Override
    public ProviderKind kind() {
        return ProviderKind.GCP;
    }

    @Override
    public boolean configured() {
        return clients.configured();
    }

    @Override
    public void warm() {
        var _ = tagged(Reach.of(List.of(), List.of()));
    }

    @Override
    public List<NodeTemplate> templates(PoolSpec pool) {
        List<NodeTemplate> templates = new ArrayList<>();
        for (String type : pool.instanceTypes()) {
            machineType(pool.zones().getFirst(), type).ifPresent(templates::add);
        }
        return templates;
    }

    private Optional<NodeTemplate> machineType(String zone, String name) {
        return GceFailures.translated(
                () -> {
                    try {
                        return GceReading.template(
                                clients.get().types().get(settings.project(), zone, name));
                    } catch (ApiException e) {
                        if (GceFailures.is(e, Code.NOT_FOUND)) {
                            return Optional.empty();
                        }
                        throw e;
                    }
                });
    }

    /// Spot prices change at most once a day and are published as a list only: see `offer/`.
    @Override
    public List<SpotPrice> spotPrices(PoolSpec pool) {
        return List.of();
    }

    @Override
    public Launched launch(LaunchAttempt attempt) {
        String name = GceLaunch.name(attempt.node());
        Operation operation =
                GceFailures.translated(
                        () -> {
                            try {
                                return clients.get()
                                        .instances()
                                        .insertCallable()
                                        .call(GceLaunch.request(attempt, cell, settings));
                            } catch (ApiException e) {
                                if (GceFailures.is(e, Code.ALREADY_EXISTS)) {
                                    return Operation.newBuilder()
                                            .setStatus(Operation.Status.DONE)
                                            .build();
                                }
                                throw e;
                            }
                        });
        Operation done = done(attempt.zone(), operation);
        if (GceFailures.failed(done)) {
            throw new ProviderException(GceFailures.of(done));
        }
        return new Launched(name);
    }

    private Operation done(String zone, Operation operation) {
        Operation now = operation;
        long pause = FIRST_LOOK_MILLIS;
        long left = LONGEST_OPERATION.toMillis();
        while (now.getStatus() != Operation.Status.DONE) {
            if (left <= 0) {
                throw new ProviderException(
                        new ProviderFailure.Unknown(
                                "operation " + now.getName() + " is not done yet"));
            }
            pause(pause);
            left -= pause;
            pause = Math.min(pause * 2, LAST_PAUSE_MILLIS);
            String name = now.getName();
            now =
                    GceFailures.translated(
                            () -> clients.get().operations().get(settings.project(), zone, name));
        }
        return now;
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProviderException(
                    new ProviderFailure.Unknown("interrupted while waiting"), e);
        }
    }

    @Override
    public void stop(Target target) {
        GceFailures.translated(
                () ->
                        clients.get()
                                .instances()
                                .stopCallable()
                                .call(GceRest.stop(target, settings.project())));
    }

    @Override
    public Launched start(LaunchAttempt attempt) {
        Operation operation =
                GceFailures.translated(
                        () ->
                                clients.get()
                                        .instances()
                                        .startCallable()
                                        .call(GceRest.start(attempt, settings.project())));
        Operation done = done(attempt.zone(), operation);
        if (GceFailures.failed(done)) {
            throw new ProviderException(GceFailures.of(done));
        }
        return new Launched(attempt.woken().providerId());
    }

    @Override
    public void terminate(Target target) {
        GceFailures.translated(
                () -> {
                    try {
                        return clients.get()
                                .instances()
                                .deleteCallable()
                                .call(GceRest.delete(target, settings.project()));
                    } catch (ApiException e) {
                        if (GceFailures.is(e, Code.NOT_FOUND)) {
                            return "gone";
                        }
                        throw e;
                    }
                });
    }

    @Override
    public Optional<Seen> find(Target target) {
        return GceFailures.translated(
                () -> {
                    try {
                        return Optional.of(
                                GceReading.seen(
                                        clients.get()
                                                .instances()
                                                .get(
                                                        settings.project(),
                                                        target.zone(),
                                                        target.providerId())));
                    } catch (ApiException e) {
                        if (GceFailures.is(e, Code.NOT_FOUND)) {
                            return Optional.of(GceReading.gone(target));
                        }
                        throw e;
                    }
                });
    }

    @Override
    public List<Seen> tagged(Reach reach) {
        AggregatedListInstancesRequest request =
                AggregatedListInstancesRequest.newBuilder()
                        .setProject(settings.project())
                        .setFilter("labels." + GceLaunch.CELL + "=" + cell.name())
                        .setReturnPartialSuccess(false)
                        .build();
        return GceFailures.translated(
                () -> {
                    List<Seen> seen = new ArrayList<>();
                    for (var zone :
                            clients.get().instances().aggregatedList(request).iterateAll()) {
                        for (Instance instance : zone.getValue().getInstancesList()) {
                            seen.add(GceReading.seen(instance));
                        }
                    }
                    return seen;
                });
    }
}
