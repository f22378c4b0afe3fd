package io.headroom.provisioning.provider.aws;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.provisioning.provider.LaunchAttempt;
import io.headroom.provisioning.provider.ProviderException;
import io.headroom.provisioning.provider.endpoint.Endpoints;
import io.headroom.provisioning.provider.endpoint.ProviderSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// What goes over the wire to EC2, and what its answers become.
class Ec2ProviderTest {

    private static final NodeId NODE = NodeId.of("0f9e8d7c-6b5a-5c3d-8e1f-0a1b2c3d4e5f");

    private final AtomicReference<String> answer = new AtomicReference<>("");
    private final AtomicReference<String> asked = new AtomicReference<>("");
    private int status = 200;
    private HttpServer server;
    private Ec2Provider provider;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        ProviderSettings settings = settings(url);
        provider =
                new Ec2Provider(
                        new Ec2Clients(settings, new Endpoints(Optional.empty())),
                        settings,
                        "local",
                        InstantSource.fixed(Instant.EPOCH));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.set(
                URLDecoder.decode(
                        new String(
                                exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                        StandardCharsets.UTF_8));
        byte[] body = answer.get().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Test
    void a_spot_launch_is_one_call_in_one_zone_with_its_token_tags_and_highest_price() {
        answer.set(
                """
                <RunInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><instancesSet>
                <item><instanceId>i-0123456789abcdef0</instanceId></item></instancesSet></RunInstancesResponse>
                """);
        assertThat(provider.launch(attempt(CapacityType.SPOT)).providerId())
                .isEqualTo("i-0123456789abcdef0");
        assertThat(asked.get())
                .contains("Action=RunInstances")
                .contains("ClientToken=token-1")
                .contains("Placement.AvailabilityZone=us-east-1b")
                .contains("MinCount=1")
                .contains("MaxCount=1")
                .contains("InstanceInitiatedShutdownBehavior=terminate")
                .contains("InstanceMarketOptions.SpotOptions.MaxPrice=1.25")
                .contains("Key=headroom:cell")
                .contains("Value=" + NODE);
    }

    @ParameterizedTest
    @CsvSource({
        "InsufficientInstanceCapacity, 500, no-capacity",
        "SpotMaxPriceTooLow, 400, no-capacity",
        "VcpuLimitExceeded, 400, quota",
        "RequestLimitExceeded, 503, throttled",
        "UnauthorizedOperation, 403, denied",
        "IdempotentParameterMismatch, 400, denied",
        "InternalError, 500, transient",
        "ServiceUnavailable, 503, transient",
    })
    void an_error_is_what_it_means(String code, int http, String kind) {
        status = http;
        answer.set(
                """
                <Response><Errors><Error><Code>%s</Code><Message>no</Message></Error></Errors><RequestID>1</RequestID></Response>
                """
                        .formatted(code));
        ProviderException failure = launchFails();
        assertThat(failure.failure().kind()).isEqualTo(kind);
        assertThat(failure.failure().detail()).contains(code);
    }

    @Test
    void a_machine_is_stopped_and_started_by_its_name() {
        answer.set("<StopInstancesResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"/>");
        provider.stop(wake().woken());
        assertThat(asked.get())
                .contains("Action=StopInstances")
                .contains("InstanceId.1=i-0123456789abcdef0");
        answer.set(
                """
                <StartInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><instancesSet>
                <item><instanceId>i-0123456789abcdef0</instanceId></item></instancesSet></StartInstancesResponse>
                """);
        assertThat(provider.start(wake()).providerId()).isEqualTo("i-0123456789abcdef0");
        assertThat(asked.get())
                .contains("Action=StartInstances")
                .contains("InstanceId.1=i-0123456789abcdef0");
    }

    @ParameterizedTest
    @CsvSource({
        "InsufficientInstanceCapacity, 500, no-capacity",
        "IncorrectInstanceState, 400, transient",
        "InvalidInstanceID.NotFound, 400, denied",
        "UnsupportedOperation, 400, denied",
    })
    void what_keeps_a_machine_from_starting_is_what_it_means(String code, int http, String kind) {
        status = http;
        answer.set(
                """
                <Response><Errors><Error><Code>%s</Code><Message>no</Message></Error></Errors><RequestID>1</RequestID></Response>
                """
                        .formatted(code));
        ProviderException failure =
                catchThrowableOfType(ProviderException.class, () -> provider.start(wake()));
        assertThat(failure).isNotNull();
        assertThat(failure.failure().kind()).isEqualTo(kind);
    }

    @Test
    void a_provider_that_is_not_there_was_never_asked() {
        server.stop(0);
        assertThat(launchFails().failure().kind()).isEqualTo("transient");
    }

    private ProviderException launchFails() {
        ProviderException failure =
                catchThrowableOfType(
                        ProviderException.class,
                        () -> provider.launch(attempt(CapacityType.ON_DEMAND)));
        assertThat(failure).isNotNull();
        return failure;
    }

    private static LaunchAttempt wake() {
        return attempt(CapacityType.ON_DEMAND, "i-0123456789abcdef0");
    }

    private static LaunchAttempt attempt(CapacityType capacity) {
        return attempt(capacity, null);
    }

    private static LaunchAttempt attempt(CapacityType capacity, @Nullable String wakes) {
        return new LaunchAttempt(
                NODE,
                1,
                "token-1",
                ProviderKind.AWS,
                "pool",
                "us-east-1",
                "us-east-1b",
                "g6.xlarge",
                capacity,
                Money.of("1.25"),
                "",
                "",
                Map.of("team", "nlp"),
                "{}",
                Instant.EPOCH,
                null,
                Duration.ofDays(7),
                wakes,
                null);
    }

    static ProviderSettings settings(String endpoint) {
        SmallRyeConfig config =
                new SmallRyeConfigBuilder()
                        .withMapping(ProviderSettings.class)
                        .withConverter(Duration.class, 100, new DurationConverter())
                        .withConverter(Path.class, 100, Path::of)
                        .withSources(
                                new PropertiesConfigSource(
                                        Map.of(
                                                "headroom.providers.aws.endpoint", endpoint,
                                                "headroom.providers.aws.access-key-id", "key",
                                                "headroom.providers.aws.secret-access-key",
                                                        "secret"),
                                        "test",
                                        200))
                        .build();
        return config.getConfigMapping(ProviderSettings.class);
    }
}
