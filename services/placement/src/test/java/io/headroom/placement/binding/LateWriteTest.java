package io.headroom.placement.binding;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

import io.headroom.platform.leader.Epoch;
import io.headroom.platform.leader.Leadership;
import io.headroom.platform.leader.StaleLeader;
import io.headroom.testkit.harness.HeadroomInfrastructure;
import io.headroom.testkit.harness.TestBed;

import static io.headroom.testkit.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// A plan that comes late, from one that leads no longer, changes nothing.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "placement"))
class LateWriteTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    /// Longer than it takes to submit and to plan.
    private static final String THE_OTHERS_TIME = "20 s";

    @Inject BindingLoop loop;
    @Inject Leadership leadership;

    @Test
    void what_an_old_leader_still_writes_is_refused() throws SQLException {
        as("operator", "*").body("{}").put("/api/v1/tenants/late");
        as("operator", "*").body("{}").put("/api/v1/lanes/late");
        eventually("it leads", SOON, leadership::isLeader);
        Epoch old = leadership.current().orElseThrow();

        lead("other", THE_OTHERS_TIME);
        int decided = decisions();
        String workload = submitted();

        assertThatThrownBy(() -> loop.plan(old)).isInstanceOf(StaleLeader.class);
        assertThat(reason(workload)).as("nobody has looked at it").isEqualTo("not-looked-at");
        assertThat(decisions()).isEqualTo(decided);

        lead("other", "0 s");
        eventually("the next leader does", SOON, () -> !reason(workload).equals("not-looked-at"));
    }

    private static String submitted() {
        return as("member", "late")
                .body(
                        """
                        {"name":"work","tenant":"late","class":"training","lane":"late","gpu":{"count":8},
                         "run":{"command":["sleep","60"]}}""")
                .post("/api/v1/workloads")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static String reason(String workload) {
        return as("operator", "*").get("/api/v1/workloads/" + workload).path("reason.code");
    }

    private static int decisions() throws SQLException {
        try (Connection database = TestBed.current().superuser();
                var found =
                        database.createStatement()
                                .executeQuery("select count(*) from placement.decision")) {
            assertThat(found.next()).isTrue();
            return found.getInt(1);
        }
    }

    private static void lead(String who, String time) throws SQLException {
        try (Connection database = TestBed.current().superuser()) {
            assertThat(
                            database.createStatement()
                                    .executeUpdate(
                                            "update bus.leader set epoch = epoch + 1, holder = '"
                                                    + who
                                                    + "', until = clock_timestamp() + interval '"
                                                    + time
                                                    + "' where name = 'placement/local'"))
                    .isEqualTo(1);
        }
    }

    private static RequestSpecification as(String role, String tenant) {
        return RestAssured.given()
                .auth()
                .oauth2(TestBed.current().token("pat", role, tenant))
                .contentType("application/json");
    }
}
