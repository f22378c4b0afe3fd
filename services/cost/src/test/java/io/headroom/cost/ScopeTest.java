package io.headroom.cost;

import java.time.Duration;

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
import static io.headroom.testkit.harness.Eventually.eventually;
import static org.hamcrest.Matchers.containsString;
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
        placement.say(new TenantChanged("somebody", 1, new TenantSpec(null, 1, 0, null, null)));
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
}
