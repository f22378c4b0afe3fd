package io.headroom.console;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.headroom.console.upstream.Upstream;
import io.headroom.testkit.harness.HeadroomInfrastructure;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;

@QuarkusTest
@QuarkusTestResource(FakeAddresses.class)
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "console"))
class DeadLettersTest {

    @Inject Vertx vertx;

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
    void dead_letters_of_all_are_one_list() {
        given().get("/api/v1/dead-letters")
                .then()
                .statusCode(200)
                .body("items", hasSize(Upstream.SERVICES.size()))
                .body("items.id", hasItems("placement-7", "demand-forecast-7", "cost-7"))
                .body("items.service", hasItems("placement", "provisioning"));
        given().post("/api/v1/dead-letters/cost-7/replay")
                .then()
                .statusCode(201)
                .body("service", equalTo("cost"))
                .body("uri", equalTo("/api/v1/dead-letters/cost-7/replay"));
        GatewayTest.problem(given().post("/api/v1/dead-letters/abc/replay"), 404)
                .body("detail", equalTo("there is no dead letter abc"));
    }

    @Test
    void dead_letters_come_in_pages() {
        Page first = deadLetters("?limit=2");
        assertThat(first.ids()).hasSize(2);
        Page second = deadLetters("?limit=2&after=" + first.next());
        assertThat(second.ids()).hasSize(2).doesNotContainAnyElementsOf(first.ids());
        assertThat(second.next()).isNull();
        services.forEach(FakeService::forbidAll);
        given().get("/api/v1/dead-letters?after=" + CONSOLES_OWN).then().statusCode(403);
        for (String wrong : List.of("limit=0", "limit=abc", "after=zz", "colour=red")) {
            GatewayTest.problem(given().get("/api/v1/dead-letters?" + wrong), 400)
                    .body("errors[0].field", equalTo(wrong.split("=", -1)[0]));
        }
    }

    /// Where the list of the services ends, and the gateway's own begins.
    private static final String CONSOLES_OWN =
            Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString("after:console-1".getBytes(StandardCharsets.UTF_8));

    private record Page(List<String> ids, @Nullable String next) {}

    private static Page deadLetters(String query) {
        JsonPath answer =
                given().get("/api/v1/dead-letters" + query)
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath();
        return new Page(answer.getList("items.id"), answer.getString("next"));
    }
}
