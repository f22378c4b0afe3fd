package io.headroom.provisioning.provider.aws;

import java.time.Instant;

import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.Tag;

import io.headroom.provisioning.provider.Seen;
import io.headroom.provisioning.provider.Tags;

/// Reads what EC2 shows as what it means to us.
final class Ec2Reading {

    private Ec2Reading() {}

    static Seen seen(Instance instance, String region) {
        Instant launched = instance.launchTime();
        return new Seen(
                instance.instanceId(),
                Tags.node(tag(instance, Tags.NODE)),
                tag(instance, Tags.POOL),
                region,
                instance.placement() == null ? "" : instance.placement().availabilityZone(),
                state(instance.state().name()),
                launched == null ? Instant.EPOCH : launched);
    }

    private static Seen.State state(InstanceStateName name) {
        return switch (name) {
            case PENDING, RUNNING, UNKNOWN_TO_SDK_VERSION -> Seen.State.RUNNING;
            case STOPPING -> Seen.State.STOPPING;
            case STOPPED -> Seen.State.STOPPED;
            case SHUTTING_DOWN -> Seen.State.ENDING;
            case TERMINATED -> Seen.State.GONE;
        };
    }

    private static String tag(Instance instance, String key) {
        return instance.tags().stream()
                .filter(t -> t.key().equals(key))
                .map(Tag::value)
                .findFirst()
                .orElse("");
    }
}
