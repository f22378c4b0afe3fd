package io.headroom.forecast.outlook;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;

import io.headroom.testkit.harness.HeadroomInfrastructure;
import io.headroom.testkit.harness.TestBed;

import static io.headroom.testkit.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/// A clock that was a century ahead and was set right makes neither what is said now look old, nor the past reach into the future.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "forecast"))
class ClockSetBackTest {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final long AHEAD = 5_000_000_000L;

    @Test
    void what_is_said_after_it_is_newer_than_what_was_said_before() throws SQLException {
        long minute = Instant.now().getEpochSecond() / 60 * 60;
        imports("default/T4,%s,4%n".formatted(Instant.ofEpochSecond(minute - 60)));
        eventually("it is foreseen", SOON, () -> !versions().isEmpty());
        try (Connection database = TestBed.current().superuser();
                Statement change = database.createStatement()) {
            assertThat(
                            change.executeUpdate(
                                    "update forecast.outlook set version = %d where series = 'default/T4'"
                                            .formatted(AHEAD)))
                    .isEqualTo(1);
            change.executeUpdate(
                    "insert into forecast.sample (series, at, gpus) values ('default/T4', now() + interval '1 day', 7)");
        }
        imports("default/T4,%s,4%n".formatted(Instant.ofEpochSecond(minute - 120)));
        eventually("it is foreseen anew", SOON, () -> versions().getFirst() > AHEAD);
        String from = operator().get("/api/v1/forecasts").path(OF + ".from");
        assertThat(Instant.parse(from)).isBefore(Instant.now().plusSeconds(300));
    }

    private static final String OF = "items.find { it.series == 'default/T4' }";

    private static List<Long> versions() {
        return operator()
                .get("/api/v1/forecasts")
                .jsonPath()
                .getList("items.findAll { it.series == 'default/T4' }.version", Long.class);
    }

    private static void imports(String line) {
        operator()
                .contentType("text/csv")
                .body("series,at,gpus\n" + line)
                .post("/api/v1/series/import")
                .then()
                .statusCode(200);
    }

    private static RequestSpecification operator() {
        return RestAssured.given()
                .contentType(ContentType.JSON)
                .auth()
                .oauth2(TestBed.current().operatorToken());
    }
}
