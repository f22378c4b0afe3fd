package io.headroom.cloudsim.gce;

import java.net.URI;
import java.util.UUID;

import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.StatusCode;
import com.google.cloud.compute.v1.AttachedDisk;
import com.google.cloud.compute.v1.DeleteInstanceRequest;
import com.google.cloud.compute.v1.InsertInstanceRequest;
import com.google.cloud.compute.v1.Instance;
import com.google.cloud.compute.v1.InstancesClient;
import com.google.cloud.compute.v1.InstancesSetLabelsRequest;
import com.google.cloud.compute.v1.InstancesSettings;
import com.google.cloud.compute.v1.ListInstancesRequest;
import com.google.cloud.compute.v1.MachineTypesClient;
import com.google.cloud.compute.v1.MachineTypesSettings;
import com.google.cloud.compute.v1.NetworkInterface;
import com.google.cloud.compute.v1.Operation;
import com.google.cloud.compute.v1.Scheduling;
import com.google.cloud.compute.v1.SetLabelsInstanceRequest;
import com.google.cloud.compute.v1.ZoneOperationsClient;
import com.google.cloud.compute.v1.ZoneOperationsSettings;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.headroom.cloudsim.AtOnce;
import io.headroom.cloudsim.Control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@QuarkusTest
@TestProfile(AtOnce.class)
class GceClientTest {

    private static final String PROJECT = "project-1";
    private static final String ZONE = "us-central1-a";

    @TestHTTPResource URI endpoint = URI.create("http://127.0.0.1/");

    @BeforeEach
    void start() {
        Control.noFaults();
        Control.answerAtOnce();
    }

    @AfterEach
    void stop() {
        Control.noFaults();
    }

    @Test
    void an_instance_is_inserted_found_labelled_stopped_started_and_deleted() throws Exception {
        String name = name();
        try (InstancesClient instances = instances()) {
            var inserted = instances.insertCallable().call(insert(name, "a"));
            assertThat(inserted.getStatus()).isEqualTo(Operation.Status.DONE);
            assertThat(inserted.getTargetId()).isPositive();

            Instance found = instances.get(PROJECT, ZONE, name);
            assertThat(found.getStatus()).isEqualTo("RUNNING");
            assertThat(found.getMachineType()).endsWith("/machineTypes/g2-standard-4");
            assertThat(found.getLabelsMap()).containsEntry("headroom-pool", "a");

            var _ =
                    instances
                            .setLabelsCallable()
                            .call(
                                    SetLabelsInstanceRequest.newBuilder()
                                            .setProject(PROJECT)
                                            .setZone(ZONE)
                                            .setInstance(name)
                                            .setInstancesSetLabelsRequestResource(
                                                    InstancesSetLabelsRequest.newBuilder()
                                                            .setLabelFingerprint(
                                                                    found.getLabelFingerprint())
                                                            .putLabels("headroom-pool", "b"))
                                            .build());
            var listed =
                    instances.list(
                            ListInstancesRequest.newBuilder()
                                    .setProject(PROJECT)
                                    .setZone(ZONE)
                                    .setFilter("labels.headroom-pool=b AND name=" + name)
                                    .build());
            assertThat(listed.iterateAll()).extracting(Instance::getName).containsExactly(name);
            assertThat(instances.aggregatedList(PROJECT).iterateAll())
                    .anySatisfy(
                            zone ->
                                    assertThat(zone.getValue().getInstancesList())
                                            .extracting(Instance::getName)
                                            .contains(name));

            assertThat(instances.stopAsync(PROJECT, ZONE, name).get().getStatus())
                    .isEqualTo(Operation.Status.DONE);
            assertThat(instances.get(PROJECT, ZONE, name).getStatus()).isEqualTo("TERMINATED");
            assertThat(instances.startAsync(PROJECT, ZONE, name).get().getStatus())
                    .isEqualTo(Operation.Status.DONE);
            var _ =
                    instances
                            .deleteCallable()
                            .call(
                                    DeleteInstanceRequest.newBuilder()
                                            .setProject(PROJECT)
                                            .setZone(ZONE)
                                            .setInstance(name)
                                            .build());
            assertThatThrownBy(() -> instances.get(PROJECT, ZONE, name))
                    .isInstanceOfSatisfying(
                            ApiException.class,
                            e ->
                                    assertThat(e.getStatusCode().getCode())
                                            .isEqualTo(StatusCode.Code.NOT_FOUND));
        }
    }

    @Test
    void the_same_request_id_is_the_same_operation_and_the_same_name_is_taken() throws Exception {
        InsertInstanceRequest request = insert(name(), "a");
        try (InstancesClient instances = instances()) {
            Operation first = instances.insertCallable().call(request);
            Operation again = instances.insertCallable().call(request);
            assertThat(again.getName()).isEqualTo(first.getName());

            InsertInstanceRequest other =
                    request.toBuilder().setRequestId(UUID.randomUUID().toString()).build();
            assertThatThrownBy(() -> instances.insertCallable().call(other))
                    .isInstanceOfSatisfying(
                            ApiException.class,
                            e -> assertThat(e.getStatusCode().getTransportCode()).isEqualTo(409));
        }
    }

    @Test
    void no_capacity_and_no_quota_are_told_by_the_operation() throws Exception {
        try (InstancesClient instances = instances()) {
            Control.fault("capacity-out", "{\"provider\":\"gcp\",\"times\":1}");
            Operation none = instances.insertCallable().call(insert(name(), "a"));
            assertThat(none.getError().getErrors(0).getCode())
                    .isEqualTo("ZONE_RESOURCE_POOL_EXHAUSTED");
            Control.noFaults();
            Control.fault("quota", "{\"provider\":\"gcp\",\"times\":1}");
            Operation over = instances.insertCallable().call(insert(name(), "a"));
            assertThat(over.getError().getErrors(0).getCode()).isEqualTo("QUOTA_EXCEEDED");
            Control.noFaults();
            Control.fault("throttle", "{\"provider\":\"gcp\"}");
            assertThatThrownBy(() -> instances.insertCallable().call(insert(name(), "a")))
                    .isInstanceOfSatisfying(
                            ApiException.class,
                            e -> assertThat(e.getStatusCode().getTransportCode()).isEqualTo(403));
        }
    }

    @Test
    void an_operation_takes_its_time_and_can_be_waited_for() throws Exception {
        Control.answerLikeClouds();
        try (InstancesClient instances = instances();
                ZoneOperationsClient operations =
                        ZoneOperationsClient.create(
                                settings(ZoneOperationsSettings.newBuilder()).build())) {
            Operation started = instances.insertCallable().call(insert(name(), "a"));
            assertThat(started.getStatus()).isEqualTo(Operation.Status.PENDING);
            assertThat(operations.wait(PROJECT, ZONE, started.getName()).getStatus())
                    .isEqualTo(Operation.Status.DONE);
        }
    }

    @Test
    void machine_types_name_their_accelerators() throws Exception {
        try (MachineTypesClient types =
                MachineTypesClient.create(settings(MachineTypesSettings.newBuilder()).build())) {
            var type = types.get(PROJECT, ZONE, "a3-highgpu-8g");
            assertThat(type.getAccelerators(0).getGuestAcceleratorType())
                    .isEqualTo("nvidia-h100-80gb");
            assertThat(type.getAccelerators(0).getGuestAcceleratorCount()).isEqualTo(8);
            assertThat(types.aggregatedList(PROJECT).iterateAll()).hasSize(3);
        }
    }

    @Test
    void what_google_would_refuse_is_refused() throws Exception {
        InsertInstanceRequest good = insert(name(), "a");
        try (InstancesClient instances = instances()) {
            var moving = good.toBuilder();
            moving.getInstanceResourceBuilder().clearScheduling();
            assertThatThrownBy(() -> instances.insertCallable().call(moving.build()))
                    .isInstanceOf(ApiException.class);
            var upper = good.toBuilder();
            upper.getInstanceResourceBuilder().putLabels("headroom-pool", "UPPER");
            assertThatThrownBy(() -> instances.insertCallable().call(upper.build()))
                    .isInstanceOf(ApiException.class);
        }
    }

    private static String name() {
        return "n-" + UUID.randomUUID();
    }

    private static InsertInstanceRequest insert(String name, String pool) {
        return InsertInstanceRequest.newBuilder()
                .setProject(PROJECT)
                .setZone(ZONE)
                .setRequestId(UUID.randomUUID().toString())
                .setInstanceResource(
                        Instance.newBuilder()
                                .setName(name)
                                .setMachineType("zones/" + ZONE + "/machineTypes/g2-standard-4")
                                .putLabels("headroom-pool", pool)
                                .addDisks(
                                        AttachedDisk.newBuilder().setBoot(true).setAutoDelete(true))
                                .addNetworkInterfaces(
                                        NetworkInterface.newBuilder()
                                                .setNetwork("global/networks/default"))
                                .setScheduling(
                                        Scheduling.newBuilder()
                                                .setOnHostMaintenance("TERMINATE")
                                                .setProvisioningModel("SPOT")))
                .build();
    }

    private InstancesClient instances() throws Exception {
        return InstancesClient.create(settings(InstancesSettings.newBuilder()).build());
    }

    private <B extends com.google.api.gax.rpc.ClientSettings.Builder<?, B>> B settings(B builder) {
        return builder.setEndpoint(endpoint.toString().replaceAll("/$", ""))
                .setCredentialsProvider(NoCredentialsProvider.create());
    }
}
