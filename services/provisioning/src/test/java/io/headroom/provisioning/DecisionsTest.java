package io.headroom.provisioning;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Test;

import io.headroom.testkit.harness.HeadroomInfrastructure;
import io.headroom.testkit.harness.TestBed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/// Decisions are listed from the newest on, piece by piece.
@QuarkusTest
@TestProfile(Quick.class)
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "provisioning"))
class DecisionsTest extends LaneOfItsOwn {

    /// Later than whatever else is decided while this test runs, and two at the same instant.
    private static final String FOUR =
            """
            insert into provisioning.scaling_decision (id, at, epoch, facts, plan)
            select gen_random_uuid(), timestamptz '2190-01-01' + (n / 2) * interval '1 hour', 1, '{}', '{}'
            from generate_series(1, 4) n
            """;

    @Test
    void decisions_come_in_pages_from_the_newest_on() throws SQLException {
        try (Connection database = TestBed.current().superuser();
                Statement insert = database.createStatement()) {
            assertThat(insert.executeUpdate(FOUR)).isEqualTo(4);
        }
        JsonPath first = page("?limit=2");
        JsonPath second = page("?limit=2&after=" + first.getString("next"));
        assertThat(first.getList("items.id", String.class)).hasSize(2);
        assertThat(second.getList("items.id", String.class))
                .hasSize(2)
                .doesNotContainAnyElementsOf(first.getList("items.id", String.class));
        assertThat(first.getString("items[1].at"))
                .isGreaterThanOrEqualTo(second.getString("items[0].at"));
        for (String wrong : new String[] {"zz", "MTI"}) {
            operator()
                    .get("/api/v1/decisions?after=" + wrong)
                    .then()
                    .statusCode(400)
                    .body("errors[0].field", equalTo("after"));
        }
    }

    @Test
    void a_node_of_no_such_id_is_not_there() {
        operator()
                .post("/api/v1/nodes/nope/drain")
                .then()
                .statusCode(404)
                .body("detail", equalTo("there is no node nope"));
        operator().get("/api/v1/nodes?after=zzz").then().statusCode(400);
    }

    private static JsonPath page(String query) {
        return operator()
                .get("/api/v1/decisions" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
