package io.headroom.console;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.headroom.console.upstream.Upstream;
import io.headroom.testkit.harness.HeadroomInfrastructure;
import io.headroom.testkit.harness.TestBed;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

@QuarkusTest
@QuarkusTestResource(FakeAddresses.class)
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "console"))
class GatewayTest {

    @Inject Vertx vertx;

    @TestHTTPResource URI console = URI.create("/");

    private List<FakeService> services = List.of();

    @BeforeEach
    void start() {
        services = FakeService.all(vertx);
    }

    @AfterEach
    void stop() {
        services.forEach(FakeService::close);
    }

    @Test
    void a_request_goes_to_the_owner_of_the_resource() {
        assertOwner("/api/v1/workloads", "placement");
        assertOwner("/api/v1/queue", "placement");
        assertOwner("/api/v1/forecasts?lane=serving", "demand-forecast");
        assertOwner("/api/v1/pools/h100-aws", "provisioning");
        assertOwner("/api/v1/budgets/a/status", "cost");
        assertOwner("/api/v1/decisions/placement-0b6f", "placement");
        assertOwner("/api/v1/decisions/provisioning-0b6f", "provisioning");
        assertOwner("/api/v1/workloads/../pools/x", "provisioning");
    }

    private static void assertOwner(String uri, String service) {
        given().urlEncodingEnabled(false)
                .get(uri)
                .then()
                .statusCode(200)
                .body("service", equalTo(service));
    }

    @Test
    void headers_pass_but_for_those_of_the_connection() {
        given().header("Authorization", "Bearer abc")
                .header("Idempotency-Key", "k-1")
                .header("If-Match", "\"2\"")
                .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                .header("X-Mine", "gone")
                .header("Connection", "keep-alive, X-Mine")
                .contentType("application/json")
                .body("{\"name\":\"a\"}")
                .post("/api/v1/workloads?dry=true")
                .then()
                .statusCode(201)
                .header("ETag", equalTo("\"3\""))
                .header("Keep-Alive", nullValue())
                .body("uri", equalTo("/api/v1/workloads?dry=true"))
                .body("length", equalTo(12))
                .body("headers.authorization", equalTo("Bearer abc"))
                .body("headers.idempotency-key", equalTo("k-1"))
                .body("headers.if-match", equalTo("\"2\""))
                .body("headers.traceparent", containsString("4bf92f3577b34da6a3ce929d0e0e4736"))
                .body("headers.host", equalTo(console.getAuthority()))
                .body("headers.x-mine", nullValue());
    }

    @Test
    void an_answer_streams_through_whole() {
        String body =
                given().get("/api/v1/workloads/in-pieces")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString();
        assertThat(body).hasSize(1024 * 1024);
    }

    @Test
    void half_an_answer_does_not_look_like_a_whole_one() {
        assertThatThrownBy(() -> given().get("/api/v1/workloads/breaks-off").asString())
                .isNotNull();
    }

    @Test
    void what_nobody_owns_is_not_found() {
        problem(given().get("/api/v1/gadgets"), 404).body("detail", containsString("gadgets"));
        problem(given().get("/api/v1/decisions/nobody-1"), 404);
        problem(given().get("/api/v1"), 404).body("instance", equalTo("/api/v1"));
        problem(given().get("/api/v1/"), 404);
    }

    @Test
    void a_body_is_bounded_by_what_it_is_for() {
        byte[] twoMebibytes = new byte[2 << 20];
        problem(
                given().contentType("application/json")
                        .body(twoMebibytes)
                        .post("/api/v1/workloads"),
                413);
        given().contentType("text/csv")
                .body(twoMebibytes)
                .post("/api/v1/series/import")
                .then()
                .statusCode(201)
                .body("length", equalTo(2 << 20));
        problem(
                given().contentType("text/csv")
                        .body(new byte[17 << 20])
                        .post("/api/v1/series/import"),
                413);
    }

    @Test
    void a_body_of_unknown_length_is_bounded_too() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(console.resolve("/api/v1/workloads"))
                            .POST(HttpRequest.BodyPublishers.ofInputStream(() -> zeros(2 << 20)))
                            .build();
            HttpResponse<String> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(413);
        }
        assertThat(service(Upstream.PLACEMENT).asked()).noneMatch(r -> r.response().ended());
    }

    @Test
    void a_body_of_unknown_length_passes_whole_over_http_2() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int turn = 0; turn < 2; turn++) {
                HttpRequest request =
                        HttpRequest.newBuilder(console.resolve("/api/v1/workloads"))
                                .POST(
                                        HttpRequest.BodyPublishers.ofInputStream(
                                                () -> zeros(100_000)))
                                .build();
                HttpResponse<String> answer =
                        client.send(request, HttpResponse.BodyHandlers.ofString());
                assertThat(answer.body()).contains("\"length\":100000", console.getAuthority());
            }
        }
    }

    private static InputStream zeros(int length) {
        return new java.io.ByteArrayInputStream(new byte[length]);
    }

    @Test
    void a_service_that_is_away_is_named_and_comes_back() {
        service(Upstream.COST).close();
        problem(given().get("/api/v1/budgets"), 503)
                .header("Retry-After", equalTo("1"))
                .body("service", equalTo("cost"));
        given().get("/q/health/ready")
                .then()
                .statusCode(503)
                .body(
                        "checks.find { it.name == 'services' }.data.cost",
                        equalTo("cannot be reached"))
                .body("checks.find { it.name == 'services' }.data.placement", equalTo("ready"));
        try (FakeService _ = FakeService.playing(vertx, Upstream.COST)) {
            given().get("/api/v1/budgets").then().statusCode(200);
            given().get("/q/health/ready")
                    .then()
                    .body("checks.find { it.name == 'services' }.status", equalTo("UP"));
        }
    }

    @Test
    void the_simulator_is_for_operators() {
        problem(given().get("/simulator/v1/bill"), 401);
        problem(as("member", "research").get("/simulator/v1/bill"), 403);
        as("operator", "*")
                .get("/simulator/v1/bill")
                .then()
                .statusCode(200)
                .body("service", equalTo("cloud-simulator"));
    }

    static RequestSpecification as(String role, String tenant) {
        return given().auth().oauth2(TestBed.current().token("pat", role, tenant));
    }

    private FakeService service(Upstream part) {
        return services.stream().filter(s -> s.part() == part).findFirst().orElseThrow();
    }

    static io.restassured.response.ValidatableResponse problem(
            io.restassured.response.Response answer, int status) {
        return answer.then()
                .statusCode(status)
                .contentType(containsString("application/problem+json"))
                .body("status", equalTo(status));
    }
}
