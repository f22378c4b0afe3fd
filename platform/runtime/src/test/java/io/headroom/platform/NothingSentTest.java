package io.headroom.platform;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.junit.jupiter.api.Test;

import io.headroom.testkit.harness.HeadroomInfrastructure;
import io.headroom.testkit.harness.TestBed;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "placement"))
class NothingSentTest {

    /// As `curl -X POST` asks.
    @Test
    void who_sends_nothing_is_not_asked_of_what_form_it_is() throws Exception {
        HttpRequest nothing =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://localhost:" + RestAssured.port + "/api/v1/things"))
                        .header(
                                "Authorization",
                                "Bearer " + TestBed.current().token("mia", "member", "research"))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    client.send(nothing, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.body()).contains("\"field\":\"body\"", "is required");
            assertThat(answer.statusCode()).isEqualTo(400);
        }
    }
}
