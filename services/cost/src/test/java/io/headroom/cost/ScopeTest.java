package io.headroom.cost;

import java.time.Duration;
import java.util.List;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.capacity.LaneChanged;
import io.headroom.contracts.capacity.LaneSpec;
import io.headroom.contracts.tenant.TenantChanged;
import io.headroom.contracts.tenant.TenantSpec;
import io.headroom.local.LocalService;
import io.headroom.testkit.harness.HeadroomInfrastructure;

import static io.headroom.cost.Api.operator;
import static io.headroom.cost.Api.problem;
import static io.headroom.testkit.harness.Eventually.eventually;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

/// A budget says whom it cannot protect since there is nobody of that name.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "cost"))
class ScopeTest {

    @Test
    void a_scope_that_names_what_nobody_declared_is_accepted_with_a_warning_for_each_name()
            throws InterruptedException {
        String misspelled =
                "{\"scope\":{\"tenant\":\"nobody-at-all\",\"pool\":\"nopool\",\"lane\":\"nolane\"},"
                        + "\"amount\":\"10.00\",\"period\":"
                        + Api.AGES
                        + "}";
        operator()
                .body(misspelled)
                .put("/api/v1/budgets/nobody")
                .then()
                .statusCode(201)
                .body("warnings", hasSize(3))
                .body(
                        "warnings",
                        hasItem(startsWith("scope.tenant: there is no tenant nobody-at-all")))
                .body("warnings", hasItem(startsWith("scope.pool: there is no pool nopool")))
                .body("warnings", hasItem(startsWith("scope.lane: there is no lane nolane")));
        Others placement = Others.as(LocalService.PLACEMENT);
        placement.say(
                new TenantChanged("somebody", 1, new TenantSpec(null, 1, 0, null, null, null)));
        placement.say(new LaneChanged("somewhere", 1, new LaneSpec(null, null, null, null, 0)));
        eventually(
                "both names are heard",
                Duration.ofSeconds(60),
                () ->
                        Others.count(
                                        "select count(*) from cost.known_name where name in ('somebody', 'somewhere')")
                                == 2);
        operator()
                .body(
                        misspelled
                                .replace("nobody-at-all", "somebody")
                                .replace("nolane", "somewhere"))
                .put("/api/v1/budgets/somebody")
                .then()
                .statusCode(201)
                .body("warnings", hasSize(1))
                .body("warnings[0]", containsString("nopool"));
        placement.close();
    }

    @Test
    void two_exclusive_budgets_of_which_one_launch_can_fall_under_both_are_refused() {
        String first = scoped("\"tenant\":\"sole\",\"region\":\"eu\"", true);
        operator().body(first).put("/api/v1/budgets/sole-eu").then().statusCode(201);
        operator().body(first).put("/api/v1/budgets/sole-eu").then().statusCode(200);
        String second = scoped("\"tenant\":\"sole\"", true);
        for (String query : List.of("", "?dryRun=true")) {
            problem(operator().body(second).put("/api/v1/budgets/sole" + query), 409)
                    .body("errors[0].field", equalTo("exclusive"))
                    .body("budget", equalTo("sole-eu"))
                    .body("shared.region", equalTo("eu"))
                    .body(
                            "dimensions",
                            contains("tenant sole in both", "region eu in sole-eu alone"))
                    .body("detail", containsString("sole and sole-eu are both exclusive"));
        }
        problem(operator().get("/api/v1/budgets/sole"), 404);
        operator()
                .body(scoped("\"tenant\":\"sole\"", false))
                .put("/api/v1/budgets/sole")
                .then()
                .statusCode(201)
                .body("exclusive", equalTo(false));
        operator()
                .body(scoped("\"tenant\":\"sole\",\"region\":\"us\"", true))
                .put("/api/v1/budgets/sole-us")
                .then()
                .statusCode(201)
                .body("exclusive", equalTo(true));
        for (String name : List.of("sole", "sole-eu", "sole-us")) {
            operator().delete("/api/v1/budgets/" + name).then().statusCode(204);
        }
    }

    private static String scoped(String scope, boolean exclusive) {
        return "{\"scope\":{%s},\"amount\":\"10.00\",\"exclusive\":%s,\"period\":%s}"
                .formatted(scope, exclusive, Api.AGES);
    }
}
