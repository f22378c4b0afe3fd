package io.headroom.provisioning.provider.gcp;

import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

import com.google.cloud.compute.v1.AttachedDisk;
import com.google.cloud.compute.v1.AttachedDiskInitializeParams;
import com.google.cloud.compute.v1.Duration;
import com.google.cloud.compute.v1.InsertInstanceRequest;
import com.google.cloud.compute.v1.Instance;
import com.google.cloud.compute.v1.Items;
import com.google.cloud.compute.v1.Metadata;
import com.google.cloud.compute.v1.NetworkInterface;
import com.google.cloud.compute.v1.Scheduling;

import io.headroom.contracts.envelope.Cell;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.provisioning.provider.LaunchAttempt;
import io.headroom.provisioning.provider.endpoint.ProviderSettings;

/// Writes a launch attempt as the one `instances.insert` call that it is.
final class GceLaunch {

    /// Label keys take no colons: Headroom's tags, as Compute Engine allows them.
    static final String CELL = "headroom-cell";

    static final String NODE = "headroom-node";
    static final String POOL = "headroom-pool";

    private static final int MAX_LABEL = 63;

    private GceLaunch() {}

    /// An instance's name is free to choose: the node's id makes a second insert of the same node impossible.
    static String name(NodeId node) {
        return "headroom-" + node;
    }

    static InsertInstanceRequest request(
            LaunchAttempt attempt, Cell cell, ProviderSettings.Gcp settings) {
        return InsertInstanceRequest.newBuilder()
                .setProject(settings.project())
                .setZone(attempt.zone())
                .setRequestId(attempt.token())
                .setInstanceResource(instance(attempt, cell, settings))
                .build();
    }

    private static Instance instance(
            LaunchAttempt attempt, Cell cell, ProviderSettings.Gcp settings) {
        SortedMap<String, String> labels = new TreeMap<>();
        attempt.labels().forEach((key, value) -> labels.put(label(key), label(value)));
        labels.put(CELL, cell.name());
        labels.put(NODE, attempt.node().toString());
        labels.put(POOL, label(attempt.pool()));
        return Instance.newBuilder()
                .setName(name(attempt.node()))
                .setMachineType(
                        "zones/" + attempt.zone() + "/machineTypes/" + attempt.instanceType())
                .putAllLabels(labels)
                .setMetadata(
                        Metadata.newBuilder()
                                .addItems(
                                        Items.newBuilder()
                                                .setKey("user-data")
                                                .setValue(attempt.userData())))
                .addDisks(disk(attempt, labels, settings))
                .addNetworkInterfaces(NetworkInterface.newBuilder().setNetwork(settings.network()))
                .setScheduling(scheduling(attempt))
                .build();
    }

    private static AttachedDisk disk(
            LaunchAttempt attempt,
            SortedMap<String, String> labels,
            ProviderSettings.Gcp settings) {
        return AttachedDisk.newBuilder()
                .setBoot(true)
                .setAutoDelete(true)
                .setInitializeParams(
                        AttachedDiskInitializeParams.newBuilder()
                                .setSourceImage(settings.image())
                                .setDiskSizeGb(settings.diskGb())
                                .setDiskType("zones/" + attempt.zone() + "/diskTypes/pd-balanced")
                                .putAllLabels(labels))
                .build();
    }

    private static Scheduling scheduling(LaunchAttempt attempt) {
        Scheduling.Builder scheduling =
                // Machines with GPUs cannot be moved, and one that fell must not come back with an
                // old desired state.
                Scheduling.newBuilder()
                        .setOnHostMaintenance("TERMINATE")
                        .setAutomaticRestart(false);
        if (attempt.capacityType() == CapacityType.SPOT) {
            scheduling.setProvisioningModel("SPOT").setInstanceTerminationAction("DELETE");
        }
        java.time.Duration life = attempt.maxLife();
        if (life != null) {
            // Whatever becomes of us, it costs no longer than that: on a running machine it cannot
            // be changed, so it is no lease.
            scheduling
                    .setMaxRunDuration(Duration.newBuilder().setSeconds(life.toSeconds()))
                    .setInstanceTerminationAction("DELETE");
        }
        return scheduling.build();
    }

    static String label(String text) {
        String plain = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "_");
        return plain.length() <= MAX_LABEL ? plain : plain.substring(0, MAX_LABEL);
    }
}
