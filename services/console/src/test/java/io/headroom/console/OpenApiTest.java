package io.headroom.console;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.json.HeadroomJson;
import io.headroom.testkit.harness.HeadroomInfrastructure;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@QuarkusTestResource(FakeAddresses.class)
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "console"))
class OpenApiTest {

    @Inject Vertx vertx;

    @Test
    void the_documents_of_all_services_are_one() throws Exception {
        List<FakeService> services = FakeService.all(vertx);
        String json = given().get("/openapi").then().statusCode(200).extract().asString();
        services.forEach(FakeService::close);
        JsonNode document = HeadroomJson.tolerant().readTree(json);

        assertThat(document.path("openapi").asText()).startsWith("3.1");
        JsonNode paths = document.path("paths");
        assertThat(paths.has("/api/v1/placement")).isTrue();
        assertThat(paths.has("/api/v1/cost")).isTrue();
        assertThat(paths.has("/api/v1/fleet")).isTrue();

        List<String> ids = new ArrayList<>();
        document.path("paths")
                .forEach(path -> path.forEach(op -> ids.add(op.path("operationId").asText())));
        assertThat(new HashSet<>(ids)).hasSameSizeAs(ids).doesNotContain("");

        JsonNode schemas = document.path("components").path("schemas");
        for (String service : List.of("placement", "cost", "provisioning", "demand-forecast")) {
            String ref =
                    paths.path("/api/v1/" + service)
                            .at("/get/responses/200/content/application~1json/schema/$ref")
                            .asText();
            String name = ref.substring(ref.lastIndexOf('/') + 1);
            assertThat(schemas.path(name).path("title").asText()).isEqualTo(service);
        }
    }
}
