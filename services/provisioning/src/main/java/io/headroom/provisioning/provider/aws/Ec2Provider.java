package io.headroom.provisioning.provider.aws;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;

import io.headroom.contracts.envelope.Cell;
import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.pool.PoolSpec;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.provisioning.provider.LaunchAttempt;
import io.headroom.provisioning.provider.Launched;
import io.headroom.provisioning.provider.PastSpotPrice;
import io.headroom.provisioning.provider.Provider;
import io.headroom.provisioning.provider.Reach;
import io.headroom.provisioning.provider.Seen;
import io.headroom.provisioning.provider.SpotPrice;
import io.headroom.provisioning.provider.Tags;
import io.headroom.provisioning.provider.Target;
import io.headroom.provisioning.provider.endpoint.ProviderSettings;

/// Amazon EC2.
@Singleton
final class Ec2Provider implements Provider {

    private static final Logger LOG = Logger.getLogger(Ec2Provider.class);
    private static final int PAGE = 500;

    private final Ec2Clients clients;
    private final ProviderSettings.Aws settings;
    private final Cell cell;
    private final InstantSource clock;

    @Inject
    Ec2Provider(
            Ec2Clients clients,
            ProviderSettings settings,
            @ConfigProperty(name = "headroom.cell") String cell,
            InstantSource clock) {
        this.clients = clients;
        this.settings = settings.aws();
        this.cell = new Cell(cell);
        this.clock = clock;
    }

    @Override
    public ProviderKind kind() {
        return ProviderKind.AWS;
    }

    @Override
    public boolean configured() {
        return clients.configured();
    }

    @Override
    public void warm() {
        var _ = instances(settings.region());
        rehearse();
    }

    /// Asks whether a launch would be allowed, which launches nothing: the answer does not matter, the way to it is gone once.
    private void rehearse() {
        try {
            var _ =
                    clients.in(settings.region())
                            .runInstances(Ec2Launch.rehearsal(cell, settings, clock.instant()));
        } catch (SdkException e) {
            LOG.debugf("a rehearsed launch: %s", e.getMessage());
        }
    }

    @Override
    public List<NodeTemplate> templates(PoolSpec pool) {
        DescribeInstanceTypesRequest request =
                DescribeInstanceTypesRequest.builder()
                        .filters(filter("instance-type", pool.instanceTypes()))
                        .build();
        return Ec2Failures.translated(
                () ->
                        clients
                                .in(pool.region())
                                .describeInstanceTypes(request)
                                .instanceTypes()
                                .stream()
                                .flatMap(t -> Ec2Types.template(t).stream())
                                .toList());
    }

    @Override
    public List<SpotPrice> spotPrices(PoolSpec pool) {
        return Ec2Spot.now(clients.in(pool.region()), pool, clock.instant());
    }

    @Override
    public List<PastSpotPrice> pastSpotPrices(
            String region, String zone, String instanceType, Instant from, Instant to) {
        return Ec2Spot.past(clients.in(region), zone, instanceType, from, to);
    }

    @Override
    public Launched launch(LaunchAttempt attempt) {
        var request = Ec2Launch.request(attempt, cell, settings);
        return Ec2Failures.translated(
                () -> {
                    var answer = clients.in(attempt.region()).runInstances(request);
                    var instance = answer.instances().getFirst();
                    return new Launched(instance.instanceId(), instance.launchTime());
                });
    }

    @Override
    public void stop(Target target) {
        Ec2Failures.translated(
                () -> clients.in(target.region()).stopInstances(Ec2Rest.stop(target)));
    }

    @Override
    public Launched start(LaunchAttempt attempt) {
        Target target = attempt.woken();
        return Ec2Rest.started(
                target, () -> clients.in(target.region()).startInstances(Ec2Rest.start(target)));
    }

    @Override
    public void terminate(Target target) {
        Ec2Failures.translated(
                () -> {
                    try {
                        return clients.in(target.region())
                                .terminateInstances(r -> r.instanceIds(target.providerId()));
                    } catch (Ec2Exception e) {
                        if (Ec2Failures.notFound(e)) {
                            return "gone";
                        }
                        throw e;
                    }
                });
    }

    @Override
    public Optional<Seen> find(Target target) {
        DescribeInstancesRequest request =
                DescribeInstancesRequest.builder().instanceIds(target.providerId()).build();
        return Ec2Failures.translated(
                () -> {
                    try {
                        return clients
                                .in(target.region())
                                .describeInstances(request)
                                .reservations()
                                .stream()
                                .flatMap(r -> r.instances().stream())
                                .map(i -> Ec2Reading.seen(i, target.region()))
                                .findFirst();
                    } catch (Ec2Exception e) {
                        if (Ec2Failures.notFound(e)) {
                            return Optional.empty();
                        }
                        throw e;
                    }
                });
    }

    @Override
    public List<Seen> tagged(Reach reach) {
        List<Seen> seen = new ArrayList<>();
        for (String region : reach.regions()) {
            instances(region).stream().map(i -> Ec2Reading.seen(i, region)).forEach(seen::add);
        }
        return seen;
    }

    private List<Instance> instances(String region) {
        DescribeInstancesRequest request =
                DescribeInstancesRequest.builder()
                        .filters(filter("tag:" + Tags.CELL, List.of(cell.name())))
                        .maxResults(PAGE)
                        .build();
        return Ec2Failures.translated(
                () ->
                        clients
                                .in(region)
                                .describeInstancesPaginator(request)
                                .reservations()
                                .stream()
                                .flatMap(r -> r.instances().stream())
                                .toList());
    }

    private static Filter filter(String name, List<String> values) {
        return Filter.builder().name(name).values(values).build();
    }
}
