package io.headroom.console;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

import io.headroom.console.event.Hearing;
import io.headroom.contracts.budget.BudgetOpened;
import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.PurchaseId;
import io.headroom.contracts.budget.SpendDenied;
import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.EventId;
import io.headroom.contracts.envelope.EventType;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeOccupancy;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.node.NodeStateChanged;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.platform.bus.InboundEvent;
import io.headroom.testkit.harness.HeadroomInfrastructure;
import io.headroom.testkit.harness.TestBed;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

@QuarkusTest
@QuarkusTestResource(FakeAddresses.class)
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "console"))
class EventsTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @Inject Hearing hearing;

    @TestHTTPResource URI console = URI.create("/");

    @Test
    void a_node_is_followed_from_the_wish_to_its_end() {
        NodeId node = new NodeId(UUID.randomUUID());
        String pool = "pool-" + node.value();
        NodeReason why = new NodeReason.ForShortfall("8 x H100", 2, "cheapest");
        hear(NOON, new NodeStateChanged(node(node, 1, pool, NodeState.REQUESTED), null, why));
        hear(NOON.plusSeconds(10), new NodeOccupancy(node, 1, NOON, 1, 4000, List.of(), null));
        hear(
                NOON.plusSeconds(90),
                new NodeStateChanged(
                        node(node, 3, pool, NodeState.READY),
                        NodeState.BOOTING,
                        new NodeReason.Progress("its agent reports")));
        // Late, and so without effect.
        hear(NOON, new NodeStateChanged(node(node, 2, pool, NodeState.BOOTING), null, why));

        String found = "pools.find { it.name == '" + pool + "' }.";
        GatewayTest.as("viewer", "*")
                .get("/api/v1/fleet")
                .then()
                .statusCode(200)
                .body(found + "nodes.ready", equalTo(1))
                .body(found + "gpus.ready", equalTo(8))
                .body(found + "gpus.usedMilli", equalTo(4000))
                .body(found + "perHour", equalTo("12.00"))
                .body(
                        "decisions.findAll { it.id == '" + node + "' }.reason.code",
                        hasItem("for-shortfall"))
                .body("decisions.reason.message", hasItem(containsString("cheapest")));
        String entry = "items.find { it.id == '" + node + "' }.";
        GatewayTest.as("operator", "*")
                .get("/api/v1/fleet/nodes")
                .then()
                .statusCode(200)
                .body(entry + "boughtFor.code", equalTo("for-shortfall"))
                .body(entry + "leadTime", equalTo("PT1M30S"));

        hear(
                NOON.plusSeconds(900),
                new NodeStateChanged(
                        node(node, 9, pool, NodeState.TERMINATED),
                        NodeState.TERMINATING,
                        new NodeReason.Progress("gone")));
        GatewayTest.as("operator", "*")
                .get("/api/v1/fleet/nodes")
                .then()
                .body("items.findAll { it.id == '" + node + "' }", hasSize(0));
    }

    @Test
    void who_speaks_for_one_tenant_does_not_see_the_fleet() {
        GatewayTest.problem(GatewayTest.as("admin", "research").get("/api/v1/fleet"), 403);
        GatewayTest.problem(GatewayTest.as("member", "research").get("/api/v1/fleet"), 403);
        GatewayTest.problem(given().get("/api/v1/fleet"), 401);
        String id = hear(NOON, denied());
        GatewayTest.as("member", "research")
                .get("/api/v1/events?limit=1000")
                .then()
                .statusCode(200)
                .body("items.findAll { it.id == '" + id + "' }", hasSize(0));
    }

    @Test
    void events_are_listed_by_type_and_from_one_on() {
        String first = hear(NOON, denied());
        hear(NOON, new BudgetOpened("b", 2, NOON));
        String second = hear(NOON, denied());
        GatewayTest.as("operator", "*")
                .get("/api/v1/events?type=spend-denied&after=" + first)
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].id", equalTo(second))
                .body("items[0].type", equalTo("cost.spend-denied"))
                .body("items[0].data.missing", equalTo("5.00"))
                .body("next", equalTo(second));
        GatewayTest.problem(GatewayTest.as("operator", "*").get("/api/v1/events?limit=0"), 400);
    }

    @Test
    void events_are_followed_as_they_happen() throws Exception {
        String first = hear(NOON, denied());
        HttpRequest request =
                HttpRequest.newBuilder(console.resolve("/api/v1/events?type=cost.spend-denied"))
                        .header("Accept", "text/event-stream")
                        .header("Last-Event-ID", first)
                        .header("Authorization", "Bearer " + TestBed.current().operatorToken())
                        .timeout(Duration.ofSeconds(20))
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<Stream<String>> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofLines());
            assertThat(answer.statusCode()).isEqualTo(200);
            String second = hear(NOON, denied());
            try (Stream<String> lines = answer.body()) {
                Optional<String> id = lines.filter(line -> line.startsWith("id:")).findFirst();
                assertThat(id).hasValueSatisfying(line -> assertThat(line).endsWith(second));
            }
            client.shutdownNow();
        }
    }

    private static SpendDenied denied() {
        return new SpendDenied(
                new PurchaseId(UUID.randomUUID()), "research", Money.of("5"), NOON.plusSeconds(60));
    }

    private String hear(Instant at, Event event) {
        UUID id = UUID.randomUUID();
        try {
            InboundEvent inbound =
                    new InboundEvent(
                            new EventId(id),
                            EventType.of(event.getClass()),
                            event.key(),
                            at,
                            Optional.empty(),
                            HeadroomJson.mapper()
                                    .writeValueAsString(event)
                                    .getBytes(StandardCharsets.UTF_8));
            hearing.hear(List.of(inbound)).await().atMost(Duration.ofSeconds(5));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
        return id.toString();
    }

    private static Node node(NodeId id, long version, String pool, NodeState state) {
        return new Node(
                id,
                version,
                pool,
                ProviderKind.AWS,
                "us-east-1",
                "us-east-1a",
                CapacityType.SPOT,
                "default",
                "default",
                "production",
                new NodeTemplate("p5.48xlarge", GpuModel.H100, 8, 192_000, 2_000_000),
                state,
                state == NodeState.READY ? NOON.plusSeconds(90) : NOON,
                "i-1",
                Money.of("12"),
                Money.of("30"),
                NOON,
                null,
                java.util.Map.of());
    }
}
