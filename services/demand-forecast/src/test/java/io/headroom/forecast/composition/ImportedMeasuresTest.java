package io.headroom.forecast.composition;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;

import io.headroom.testkit.harness.HeadroomInfrastructure;
import io.headroom.testkit.harness.TestBed;

import static io.headroom.forecast.composition.MeasuresOverHttp.imported;
import static io.headroom.forecast.composition.MeasuresOverHttp.ofSeries;
import static io.headroom.forecast.composition.MeasuresOverHttp.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;

/// What an import says that demand was made of is told, and what is asked for wrongly is named.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "forecast"))
class ImportedMeasuresTest {

    private static final String MEASURES = "/api/v1/series/measures";

    @Test
    void history_may_say_what_it_was_made_of_and_the_same_again_changes_nothing() {
        Instant minute = Instant.now().truncatedTo(ChronoUnit.MINUTES).minusSeconds(7200);
        String csv =
                "series,at,gpus,arrivals,running,waiting,work\ndefault/V100,%s,4,7,3,1,150.5\ndefault/V100,%s,0,,,,\n"
                        .formatted(minute, minute.plusSeconds(60));
        imported(csv, 2);
        imported(csv, 0);
        JsonPath told =
                ofSeries("default/V100")
                        .queryParam("from", minute.toString())
                        .queryParam("to", minute.plusSeconds(180).toString())
                        .get(MEASURES)
                        .jsonPath();
        assertThat(values(told, "arrivals")).isEqualTo("[7.0, 0.0, null]");
        assertThat(values(told, "running")).isEqualTo("[3.0, 0.0, null]");
        assertThat(values(told, "queued")).isEqualTo("[1.0, 0.0, null]");
        assertThat(values(told, "work")).isEqualTo("[150.5, 0.0, null]");
        assertThat(values(told, "wanted")).isEqualTo("[4.0, 0.0, null]");
        // A correction that does not say what ran and waited leaves that unknown.
        imported("series,at,gpus\ndefault/V100,%s,6\n".formatted(minute), 1);
        JsonPath after =
                ofSeries("default/V100")
                        .queryParam("from", minute.toString())
                        .queryParam("to", minute.plusSeconds(60).toString())
                        .queryParam("measure", "wanted,running,arrivals")
                        .get(MEASURES)
                        .jsonPath();
        assertThat(after.getMap("measures")).containsOnlyKeys("wanted", "running", "arrivals");
        assertThat(values(after, "wanted") + values(after, "running") + values(after, "arrivals"))
                .isEqualTo("[6.0][null][7.0]");
    }

    @Test
    void what_is_asked_wrongly_is_named() {
        imported("series,at,gpus\ndefault/T4,2026-01-01T00:00:00Z,4\n", null);
        refused("series");
        refused("measure", "series", "default/T4", "measure", "colour");
        refused("from", "series", "default/T4", "from", "yesterday");
        refused(
                "from",
                "series",
                "default/T4",
                "from",
                "2026-01-01T00:00:00Z",
                "to",
                "2026-02-01T00:00:00Z");
        refused(
                "to",
                "series",
                "default/T4",
                "from",
                "2026-01-01T00:00:00Z",
                "to",
                "2026-01-01T00:00:30Z");
        ofSeries("default/nothing").get(MEASURES).then().statusCode(404);
        RestAssured.given()
                .auth()
                .oauth2(TestBed.current().token("eve", "viewer", "ads"))
                .queryParam("series", "default/T4")
                .get(MEASURES)
                .then()
                .statusCode(404);
    }

    private static void refused(String field, String... parameters) {
        RequestSpecification asking = operator();
        for (int i = 0; i < parameters.length; i += 2) {
            asking = asking.queryParam(parameters[i], parameters[i + 1]);
        }
        asking.get(MEASURES).then().statusCode(400).body("errors.field", hasItem(field));
    }

    private static String values(JsonPath told, String measure) {
        return String.valueOf(told.<Object>getList("measures." + measure));
    }
}
