package io.headroom.provisioning.provider.gcp;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

import com.google.cloud.compute.v1.Instance;
import com.google.cloud.compute.v1.MachineType;

import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.provisioning.provider.GpuNames;
import io.headroom.provisioning.provider.Seen;
import io.headroom.provisioning.provider.Tags;
import io.headroom.provisioning.provider.Target;

/// Reads what Compute Engine shows as what it means to us.
final class GceReading {

    private GceReading() {}

    static Optional<NodeTemplate> template(MachineType type) {
        if (type.getAcceleratorsCount() == 0) {
            return Optional.empty();
        }
        var gpus = type.getAccelerators(0);
        return GpuNames.find(gpus.getGuestAcceleratorType(), 0)
                .map(
                        model ->
                                new NodeTemplate(
                                        type.getName(),
                                        model,
                                        gpus.getGuestAcceleratorCount(),
                                        type.getGuestCpus() * 1000,
                                        type.getMemoryMb()));
    }

    /// Compute Engine shows at once what there is: what it does not know is gone.
    static Seen gone(Target target) {
        return new Seen(
                target.providerId(),
                Optional.of(target.node()),
                "",
                target.region(),
                target.zone(),
                Seen.State.GONE,
                Instant.EPOCH);
    }

    static Seen seen(Instance instance) {
        String zone = instance.getZone().substring(instance.getZone().lastIndexOf('/') + 1);
        int dash = zone.lastIndexOf('-');
        return new Seen(
                instance.getName(),
                Tags.node(instance.getLabelsOrDefault(GceLaunch.NODE, "")),
                instance.getLabelsOrDefault(GceLaunch.POOL, ""),
                dash < 0 ? zone : zone.substring(0, dash),
                zone,
                state(instance.getStatus()),
                instance.getCreationTimestamp().isEmpty()
                        ? Instant.EPOCH
                        : OffsetDateTime.parse(instance.getCreationTimestamp()).toInstant());
    }

    private static Seen.State state(String status) {
        return switch (status) {
            // TERMINATED means stopped here: its disks still cost.
            case "STOPPED", "TERMINATED", "SUSPENDED", "SUSPENDING" -> Seen.State.STOPPED;
            case "STOPPING", "DEPROVISIONING", "PENDING_STOP" -> Seen.State.ENDING;
            default -> Seen.State.RUNNING;
        };
    }
}
