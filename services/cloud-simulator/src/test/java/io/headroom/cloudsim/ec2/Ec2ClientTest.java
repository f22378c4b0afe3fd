package io.headroom.cloudsim.ec2;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

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
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateFleetResponse;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.FleetLaunchTemplateConfigRequest;
import software.amazon.awssdk.services.ec2.model.FleetLaunchTemplateOverridesRequest;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.LocationType;
import software.amazon.awssdk.services.ec2.model.MarketType;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.ShutdownBehavior;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

import io.headroom.cloudsim.AtOnce;
import io.headroom.cloudsim.Control;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

@QuarkusTest
@TestProfile(AtOnce.class)
class Ec2ClientTest {

    private static final String USER_DATA =
            Base64.getEncoder().encodeToString("not for an agent".getBytes(StandardCharsets.UTF_8));

    @TestHTTPResource URI root = URI.create("http://127.0.0.1/");

    private Ec2Client ec2;

    @BeforeEach
    void start() {
        ec2 = client(AtOnce.KEY_ID);
        Control.noFaults();
        Control.answerAtOnce();
    }

    @AfterEach
    void stop() {
        Control.noFaults();
        ec2.close();
    }

    @Test
    void a_launched_instance_is_described_with_what_was_ordered() {
        Instance launched = run(r -> r.tagSpecifications(tagged("headroom:node", "n-1")));

        Instance found =
                ec2.describeInstances(
                                r ->
                                        r.filters(
                                                Filter.builder()
                                                        .name("tag:headroom:node")
                                                        .values("n-1")
                                                        .build(),
                                                Filter.builder()
                                                        .name("instance-state-name")
                                                        .values("running")
                                                        .build()))
                        .reservations()
                        .getFirst()
                        .instances()
                        .getFirst();

        assertThat(found.instanceId()).isEqualTo(launched.instanceId());
        assertThat(found.instanceTypeAsString()).isEqualTo("g6.xlarge");
        assertThat(found.placement().availabilityZone()).isEqualTo("us-east-1a");
        assertThat(found.tags()).extracting(Tag::key).containsExactly("headroom:node");
        assertThat(found.launchTime()).isNotNull();
    }

    @Test
    void the_same_token_gives_the_same_instances_and_other_parameters_are_refused() {
        String token = UUID.randomUUID().toString();
        Instance first = run(r -> r.clientToken(token));
        Instance second = run(r -> r.clientToken(token));

        assertThat(second.instanceId()).isEqualTo(first.instanceId());
        assertThat(second.clientToken()).isEqualTo(token);
        assertRefused(
                "IdempotentParameterMismatch",
                () -> run(r -> r.clientToken(token).instanceType("g6.12xlarge")));
        Instance elsewhere =
                run(r -> r.clientToken(token).placement(p -> p.availabilityZone("us-east-1b")));
        assertThat(elsewhere.instanceId())
                .as("EC2's token is zonal")
                .isNotEqualTo(first.instanceId());
    }

    @Test
    void an_instance_is_stopped_started_and_terminated() {
        String id = run(r -> r).instanceId();

        assertThat(
                        ec2.stopInstances(r -> r.instanceIds(id))
                                .stoppingInstances()
                                .getFirst()
                                .currentState()
                                .name())
                .isEqualTo(InstanceStateName.STOPPED);
        assertThat(
                        ec2.startInstances(r -> r.instanceIds(id))
                                .startingInstances()
                                .getFirst()
                                .currentState()
                                .name())
                .isEqualTo(InstanceStateName.RUNNING);
        ec2.createTags(r -> r.resources(id).tags(Tag.builder().key("pool").value("a").build()));
        assertThat(
                        ec2.terminateInstances(r -> r.instanceIds(id))
                                .terminatingInstances()
                                .getFirst()
                                .currentState()
                                .name())
                .isEqualTo(InstanceStateName.TERMINATED);

        Instance gone =
                ec2.describeInstances(r -> r.instanceIds(id))
                        .reservations()
                        .getFirst()
                        .instances()
                        .getFirst();
        assertThat(gone.state().name()).isEqualTo(InstanceStateName.TERMINATED);
        assertThat(gone.tags()).extracting(Tag::value).containsExactly("a");
    }

    @Test
    void a_new_instance_is_unknown_for_some_seconds() {
        Control.answerLikeClouds();
        String id = run(r -> r).instanceId();

        assertRefused(
                "InvalidInstanceID.NotFound", () -> ec2.describeInstances(r -> r.instanceIds(id)));
    }

    @Test
    void every_fault_has_its_code() {
        Control.fault("capacity-out", "{\"provider\":\"aws\",\"type\":\"g6.xlarge\"}");
        assertRefused("InsufficientInstanceCapacity", () -> run(r -> r));
        Control.noFaults();
        Control.fault("quota", "{\"times\":2}");
        assertRefused("VcpuLimitExceeded", () -> run(r -> r));
        assertRefused("MaxSpotInstanceCountExceeded", () -> run(r -> spot(r, "1.00")));
        Control.noFaults();
        Control.fault("throttle", "{\"provider\":\"aws\"}");
        assertRefused("RequestLimitExceeded", () -> run(r -> r));
        Control.noFaults();
        Control.fault("unauthorised", "{\"action\":\"RunInstances\"}");
        assertRefused("UnauthorizedOperation", () -> run(r -> r));
        assertThat(ec2.describeAvailabilityZones().availabilityZones()).hasSize(3);
    }

    @Test
    void what_makes_no_sense_is_refused() {
        assertRefused("InvalidParameterValue", () -> run(r -> r.instanceType("p9.huge")));
        assertRefused(
                "InvalidParameterValue",
                () -> run(r -> r.placement(p -> p.availabilityZone("mars-1a"))));
        assertRefused("SpotMaxPriceTooLow", () -> run(r -> spot(r, "0.000001")));
        assertRefused("MissingParameter", () -> run(r -> r.imageId(null)));
        assertRefused("DryRunOperation", () -> run(r -> r.dryRun(true)));
        assertRefused(
                "InvalidInstanceID.NotFound",
                () -> ec2.terminateInstances(r -> r.instanceIds("i-0123456789abcdef0")));
    }

    @Test
    void an_unknown_access_key_is_refused() {
        try (Ec2Client stranger = client("AKIDOFASTRANGER")) {
            // The JDK's client hides the body of a 401, so that the SDK knows the status alone.
            assertThatThrownBy(stranger::describeInstances)
                    .isInstanceOfSatisfying(
                            Ec2Exception.class, e -> assertThat(e.statusCode()).isEqualTo(401));
        }
        given().contentType("application/x-www-form-urlencoded")
                .header("X-Amz-Date", "20261102T120000Z")
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=X/20261102/us-east-1/ec2/aws4_request, SignedHeaders=host, Signature="
                                + "0".repeat(64))
                .body("Action=DescribeInstances&Version=2016-11-15")
                .post("/ec2/")
                .then()
                .statusCode(401)
                .body("Response.Errors.Error.Code", equalTo("AuthFailure"));
    }

    @Test
    void an_answer_that_is_lost_was_carried_out_and_the_token_finds_it() {
        String token = UUID.randomUUID().toString();
        Control.fault("lost-response", "{\"action\":\"RunInstances\",\"times\":1}");
        try {
            var _ = run(r -> r.clientToken(token));
        } catch (SdkClientException e) {
            // Or not thrown: the JDK's client repeats a call whose kept connection was dropped, by
            // itself.
            assertThat(e).isNotNull();
        }

        String id = run(r -> r.clientToken(token)).instanceId();

        assertThat(
                        Control.get("/simulator/v1/instances")
                                .getList("items.findAll { it.instance == '" + id + "' }"))
                .hasSize(1);
        List<String> outcomes =
                Control.get("/simulator/v1/calls")
                        .getList("items.findAll { it.subjects.contains('" + id + "') }.outcome");
        assertThat(outcomes).startsWith("lost").endsWith("ok");
    }

    @Test
    void a_fleet_takes_the_next_alternative_and_says_what_it_could_not_get() {
        String template =
                ec2.createLaunchTemplate(
                                r ->
                                        r.launchTemplateName("t-" + UUID.randomUUID())
                                                .launchTemplateData(
                                                        d ->
                                                                d.imageId("ami-1")
                                                                        .userData(USER_DATA)))
                        .launchTemplate()
                        .launchTemplateId();
        Control.fault("capacity-out", "{\"type\":\"g6.xlarge\",\"zone\":\"us-east-1a\"}");

        FleetLaunchTemplateConfigRequest alternatives =
                FleetLaunchTemplateConfigRequest.builder()
                        .launchTemplateSpecification(s -> s.launchTemplateId(template).version("1"))
                        .overrides(override("us-east-1a", 1), override("us-east-1b", 2))
                        .build();
        CreateFleetResponse fleet =
                ec2.createFleet(
                        r ->
                                r.type("instant")
                                        .clientToken(UUID.randomUUID().toString())
                                        .onDemandOptions(o -> o.allocationStrategy("prioritized"))
                                        .targetCapacitySpecification(
                                                t ->
                                                        t.totalTargetCapacity(1)
                                                                .defaultTargetCapacityType(
                                                                        "on-demand"))
                                        .launchTemplateConfigs(alternatives));

        assertThat(fleet.errors()).hasSize(1);
        assertThat(fleet.errors().getFirst().errorCode()).isEqualTo("InsufficientInstanceCapacity");
        assertThat(fleet.instances()).hasSize(1);
        assertThat(fleet.instances().getFirst().instanceIds()).hasSize(1);
        assertThat(
                        fleet.instances()
                                .getFirst()
                                .launchTemplateAndOverrides()
                                .overrides()
                                .availabilityZone())
                .isEqualTo("us-east-1b");
        assertThat(
                        ec2.describeLaunchTemplates(r -> r.launchTemplateIds(template))
                                .launchTemplates())
                .hasSize(1);
    }

    @Test
    void the_market_is_described() {
        var type =
                ec2.describeInstanceTypes(r -> r.instanceTypesWithStrings("p5.48xlarge"))
                        .instanceTypes()
                        .getFirst();
        assertThat(type.gpuInfo().gpus().getFirst().name()).isEqualTo("H100");
        assertThat(type.gpuInfo().gpus().getFirst().count()).isEqualTo(8);
        assertThat(type.vCpuInfo().defaultVCpus()).isEqualTo(192);
        assertThat(
                        ec2.describeInstanceTypeOfferings(
                                        r -> r.locationType(LocationType.AVAILABILITY_ZONE))
                                .instanceTypeOfferings())
                .isNotEmpty();

        var price =
                ec2.describeSpotPriceHistory(
                                r ->
                                        r.instanceTypesWithStrings("p5.48xlarge")
                                                .availabilityZone("us-east-1a"))
                        .spotPriceHistory()
                        .getFirst();
        assertThat(Double.parseDouble(price.spotPrice())).isBetween(5.0, 55.04);
    }

    @Test
    void the_spot_history_comes_in_pages_and_each_hour_once() {
        Instant now =
                ec2.describeSpotPriceHistory(r -> r.instanceTypesWithStrings("g6.xlarge"))
                        .spotPriceHistory()
                        .getFirst()
                        .timestamp();
        var all =
                ec2
                        .describeSpotPriceHistoryPaginator(
                                r ->
                                        r.instanceTypesWithStrings("p5.48xlarge", "g6.xlarge")
                                                .availabilityZone("us-east-1a")
                                                .startTime(now.minus(Duration.ofHours(30)))
                                                .endTime(now)
                                                .maxResults(7))
                        .spotPriceHistory()
                        .stream()
                        .toList();
        assertThat(all).hasSize(62).doesNotHaveDuplicates();
        assertThat(all.getFirst().timestamp()).isAfter(all.getLast().timestamp());
    }

    @Test
    void pages_hold_everything_once() {
        String mark = UUID.randomUUID().toString();
        ec2.runInstances(
                request(r -> r.minCount(12).maxCount(12).tagSpecifications(tagged("mark", mark))));

        var all =
                ec2.describeInstancesPaginator(
                        r ->
                                r.maxResults(5)
                                        .filters(
                                                Filter.builder()
                                                        .name("tag:mark")
                                                        .values(mark)
                                                        .build()));

        assertThat(
                        all.reservations().stream()
                                .flatMap(r -> r.instances().stream())
                                .map(Instance::instanceId)
                                .distinct())
                .hasSize(12);
    }

    private static TagSpecification tagged(String key, String value) {
        return TagSpecification.builder()
                .resourceType(ResourceType.INSTANCE)
                .tags(Tag.builder().key(key).value(value).build())
                .build();
    }

    private static FleetLaunchTemplateOverridesRequest override(String zone, double priority) {
        return FleetLaunchTemplateOverridesRequest.builder()
                .instanceType("g6.xlarge")
                .availabilityZone(zone)
                .priority(priority)
                .build();
    }

    private static RunInstancesRequest.Builder spot(
            RunInstancesRequest.Builder request, String most) {
        return request.instanceMarketOptions(
                m -> m.marketType(MarketType.SPOT).spotOptions(s -> s.maxPrice(most)));
    }

    private Instance run(UnaryOperator<RunInstancesRequest.Builder> change) {
        return ec2.runInstances(request(change)).instances().getFirst();
    }

    private static RunInstancesRequest request(UnaryOperator<RunInstancesRequest.Builder> change) {
        return change.apply(
                        RunInstancesRequest.builder()
                                .imageId("ami-0123456789abcdef0")
                                .instanceType("g6.xlarge")
                                .minCount(1)
                                .maxCount(1)
                                .userData(USER_DATA)
                                .placement(p -> p.availabilityZone("us-east-1a"))
                                .instanceInitiatedShutdownBehavior(ShutdownBehavior.TERMINATE))
                .build();
    }

    private static void assertRefused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Ec2Exception.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
    }

    private Ec2Client client(String keyId) {
        return Ec2Client.builder()
                .endpointOverride(root.resolve("/ec2/"))
                .region(Region.US_EAST_1)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create(keyId, "secret-for-tests")))
                .build();
    }
}
