package io.headroom.cloudsim.ec2;

import java.net.URI;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.MarketType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;

import io.headroom.cloudsim.AtOnce;
import io.headroom.cloudsim.Control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What keeps an instance from being stopped, or from being started again.
@QuarkusTest
@TestProfile(AtOnce.class)
class StopAndStartTest {

    @TestHTTPResource URI root = URI.create("http://127.0.0.1/");

    private Ec2Client ec2;

    @BeforeEach
    void start() {
        ec2 =
                Ec2Client.builder()
                        .endpointOverride(root.resolve("/ec2/"))
                        .region(Region.US_EAST_1)
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create(
                                                AtOnce.KEY_ID, "secret-for-tests")))
                        .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
                        .build();
        Control.noFaults();
        Control.answerAtOnce();
    }

    @AfterEach
    void stop() {
        Control.noFaults();
        ec2.close();
    }

    @Test
    void a_one_time_spot_instance_cannot_be_stopped() {
        String id =
                launched(order().instanceMarketOptions(m -> m.marketType(MarketType.SPOT)).build());
        assertRefused("UnsupportedOperation", () -> ec2.stopInstances(r -> r.instanceIds(id)));
        assertThat(state(id)).isEqualTo(InstanceStateName.RUNNING);
    }

    @Test
    void a_stopped_instance_needs_a_place_to_start_again() {
        String id = launched(order().build());
        var _ = ec2.stopInstances(r -> r.instanceIds(id));
        assertThat(state(id)).isEqualTo(InstanceStateName.STOPPED);
        Control.fault("capacity-out", "{\"provider\":\"aws\",\"type\":\"g6.xlarge\"}");
        assertRefused(
                "InsufficientInstanceCapacity", () -> ec2.startInstances(r -> r.instanceIds(id)));
        assertThat(state(id)).isEqualTo(InstanceStateName.STOPPED);
        Control.noFaults();
        var _ = ec2.startInstances(r -> r.instanceIds(id));
        assertThat(state(id)).isEqualTo(InstanceStateName.RUNNING);
        var _ = ec2.startInstances(r -> r.instanceIds(id)); // again is harmless
    }

    @Test
    void what_has_ended_is_not_started() {
        String id = launched(order().build());
        var _ = ec2.terminateInstances(r -> r.instanceIds(id));
        assertRefused("IncorrectInstanceState", () -> ec2.startInstances(r -> r.instanceIds(id)));
    }

    private static RunInstancesRequest.Builder order() {
        return RunInstancesRequest.builder()
                .imageId("ami-0123456789abcdef0")
                .instanceType("g6.xlarge")
                .minCount(1)
                .maxCount(1)
                .placement(p -> p.availabilityZone("us-east-1a"));
    }

    private String launched(RunInstancesRequest order) {
        return ec2.runInstances(order).instances().getFirst().instanceId();
    }

    private InstanceStateName state(String id) {
        return ec2.describeInstances(r -> r.instanceIds(id))
                .reservations()
                .getFirst()
                .instances()
                .getFirst()
                .state()
                .name();
    }

    private static void assertRefused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Ec2Exception.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
    }
}
