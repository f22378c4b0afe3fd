package io.headroom.placement;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.pool.ProviderKind;
import io.headroom.contracts.tenant.UseUnit;
import io.headroom.engine.fairness.PastUse;
import io.headroom.engine.fairness.UseMeasure;
import io.headroom.placement.quota.UseTable;
import io.headroom.platform.database.Transactions;
import io.headroom.testkit.harness.HeadroomInfrastructure;
import io.headroom.testkit.harness.TestBed;

import static io.headroom.testkit.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

/// What tenants use is counted in hours and in dollars, and forgiven as their tree says.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "placement"))
class UseInDollarsTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration DAY = Duration.ofDays(1);

    @Inject Transactions transactions;
    @Inject UseTable use;

    private static RequestSpecification operator() {
        return RestAssured.given()
                .auth()
                .oauth2(TestBed.current().token("pat", "operator", "*"))
                .contentType("application/json");
    }

    private static ValidatableResponse declare(String tenant, String spec) {
        return operator().body(spec).put("/api/v1/tenants/" + tenant).then();
    }

    /// What a GPU-hour of the tenant has cost so far; not a number before it has used any.
    private static double pricePaid(String tenant) {
        return number(
                "select coalesce(sum(dollars) / nullif(sum(gpu_hours), 0), 'NaN') from placement.gpu_use where tenant = '"
                        + tenant
                        + "'");
    }

    private static double number(String sql) {
        try (Connection database = TestBed.current().superuser();
                PreparedStatement query = database.prepareStatement(sql);
                ResultSet rows = query.executeQuery()) {
            rows.next();
            return rows.getDouble(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void used(String tenant, Instant hour, double gpuHours, double dollars) {
        try (Connection database = TestBed.current().superuser();
                PreparedStatement insert =
                        database.prepareStatement(
                                "insert into placement.gpu_use (tenant, hour, gpu_hours, dollars) values (?, cast(? as timestamptz), ?, ?)")) {
            insert.setString(1, tenant);
            insert.setString(2, hour.toString());
            insert.setDouble(3, gpuHours);
            insert.setDouble(4, dollars);
            insert.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Test
    void what_is_held_is_counted_at_the_price_of_its_node() {
        operator().body("{}").put("/api/v1/lanes/priced").then().statusCode(201);
        Provisioned.aNodeIsReady("priced", ProviderKind.AWS, "us-east-1a");
        declare("payer-in-dollars", "{\"use\":{\"measuredIn\":\"dollars\",\"halfLife\":\"P3D\"}}")
                .statusCode(201)
                .body("use.measuredIn", equalTo("dollars"));
        operator()
                .body(
                        """
                        {"name":"work","tenant":"payer-in-dollars","class":"training","lane":"priced",
                         "gpu":{"count":4},"run":{"command":["sleep","60"]}}""")
                .post("/api/v1/workloads")
                .then()
                .statusCode(201);
        eventually("counted", SOON, () -> pricePaid("payer-in-dollars") > 0);
        assertThat(pricePaid("payer-in-dollars")).isCloseTo(55.04 / 8, within(1e-6));
    }

    @Test
    void each_tree_forgives_by_its_own_half_life() {
        Instant now = Instant.now();
        used("soon-forgiven", now.minus(DAY), 80, 240);
        used("long-held", now.minus(DAY), 80, 240);
        UseMeasure usual = new UseMeasure(DAY, UseUnit.GPU_HOURS);
        UseMeasure soon = new UseMeasure(DAY.dividedBy(2), UseUnit.DOLLARS);
        List<PastUse> past =
                transactions
                        .asService(s -> use.past(s, usual, Map.of("soon-forgiven", soon), now))
                        .await()
                        .atMost(SOON);
        assertThat(of("soon-forgiven", past).gpuHours()).isCloseTo(20, within(0.01));
        assertThat(of("soon-forgiven", past).dollars()).isCloseTo(60, within(0.01));
        assertThat(of("long-held", past).gpuHours()).isCloseTo(40, within(0.01));
    }

    private static PastUse of(String tenant, List<PastUse> past) {
        return past.stream().filter(u -> u.tenant().equals(tenant)).findFirst().orElseThrow();
    }

    @Test
    void only_the_top_of_a_tree_says_how_use_counts() {
        declare("top-of-use", "{}").statusCode(201);
        declare("below-use", "{\"parent\":\"top-of-use\",\"use\":{\"halfLife\":\"P1D\"}}")
                .statusCode(400)
                .body("errors[0].field", equalTo("use"))
                .body("errors[0].message", containsString("top of a tree"));
        declare("absurd", "{\"use\":{\"halfLife\":\"PT1M\"}}")
                .statusCode(400)
                .body("errors[0].field", equalTo("use.halfLife"));
        declare("absurd", "{\"use\":{\"measuredIn\":\"beans\"}}").statusCode(400);
    }
}
