package io.headroom.provisioning.provider.aws;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.InstanceInterruptionBehavior;
import software.amazon.awssdk.services.ec2.model.InstanceMarketOptionsRequest;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.ec2.model.MarketType;
import software.amazon.awssdk.services.ec2.model.Placement;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.ShutdownBehavior;
import software.amazon.awssdk.services.ec2.model.SpotInstanceType;
import software.amazon.awssdk.services.ec2.model.SpotMarketOptions;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.envelope.Cell;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.provisioning.provider.LaunchAttempt;
import io.headroom.provisioning.provider.Tags;
import io.headroom.provisioning.provider.endpoint.ProviderSettings;

/// Writes a launch attempt as the one `RunInstances` call that it is, each time the very same.
final class Ec2Launch {

    /// An emulator looks at its form alone; AWS answers that there is no such image, which disables the pool and says why.
    private static final String ANY_IMAGE = "ami-0a1b2c3d4e5f60718";

    private Ec2Launch() {}

    static RunInstancesRequest request(
            LaunchAttempt attempt, Cell cell, ProviderSettings.Aws settings) {
        RunInstancesRequest.Builder request =
                RunInstancesRequest.builder()
                        .clientToken(attempt.token())
                        .instanceType(attempt.instanceType())
                        .minCount(1)
                        .maxCount(1)
                        .placement(Placement.builder().availabilityZone(attempt.zone()).build())
                        .userData(base64(attempt.userData()))
                        // The agent ends the bill by powering its own machine off.
                        .instanceInitiatedShutdownBehavior(ShutdownBehavior.TERMINATE)
                        .tagSpecifications(
                                tagged(ResourceType.INSTANCE, attempt, cell),
                                tagged(ResourceType.VOLUME, attempt, cell));
        settings.launchTemplate()
                .ifPresentOrElse(
                        id ->
                                request.launchTemplate(
                                        LaunchTemplateSpecification.builder()
                                                .launchTemplateId(id)
                                                .build()),
                        () -> request.imageId(settings.imageId().orElse(ANY_IMAGE)));
        @Nullable String subnet = settings.subnets().get(attempt.zone());
        if (subnet != null) {
            request.subnetId(subnet);
        }
        if (attempt.capacityType() == CapacityType.SPOT) {
            request.instanceMarketOptions(spot(attempt));
        }
        return request.build();
    }

    /// A launch that the provider only judges.
    static RunInstancesRequest rehearsal(Cell cell, ProviderSettings.Aws settings, Instant now) {
        LaunchAttempt attempt =
                new LaunchAttempt(
                        NodeId.of("00000000-0000-0000-0000-000000000000"),
                        1,
                        "rehearsal",
                        ProviderKind.AWS,
                        "rehearsal",
                        settings.region(),
                        settings.region() + "a",
                        "g5.xlarge",
                        CapacityType.ON_DEMAND,
                        Money.ZERO,
                        "",
                        "",
                        Map.of(),
                        "",
                        now,
                        null,
                        null);
        return request(attempt, cell, settings).toBuilder().dryRun(true).build();
    }

    private static InstanceMarketOptionsRequest spot(LaunchAttempt attempt) {
        return InstanceMarketOptionsRequest.builder()
                .marketType(MarketType.SPOT)
                .spotOptions(
                        SpotMarketOptions.builder()
                                .maxPrice(attempt.maxPerHour().toString())
                                .spotInstanceType(SpotInstanceType.ONE_TIME)
                                .instanceInterruptionBehavior(
                                        InstanceInterruptionBehavior.TERMINATE)
                                .build())
                .build();
    }

    private static TagSpecification tagged(ResourceType type, LaunchAttempt attempt, Cell cell) {
        List<Tag> tags = new ArrayList<>();
        attempt.labels().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(l -> tags.add(tag(l.getKey(), l.getValue())));
        tags.add(tag(Tags.CELL, cell.name()));
        tags.add(tag(Tags.NODE, attempt.node().toString()));
        tags.add(tag(Tags.POOL, attempt.pool()));
        tags.add(tag("Name", "headroom-" + attempt.node()));
        return TagSpecification.builder().resourceType(type).tags(tags).build();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
