package io.headroom.cost;

import java.time.Duration;
import java.util.List;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.BudgetStanding;
import io.headroom.contracts.budget.Money;
import io.headroom.testkit.harness.HeadroomInfrastructure;

import static io.headroom.cost.Api.budget;
import static io.headroom.cost.Api.operator;
import static io.headroom.testkit.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/// What a hard budget has left is said when it is noticeably more or less.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "cost"))
class StandingTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void what_is_left_is_said_once_and_again_when_it_changes() {
        declare("standing", "100.00");
        declare("soft", "100.00", ",\"enforcement\":\"soft\"");
        eventually("it is said", SOON, () -> free("standing").equals(List.of(Money.of("100"))));

        declare("standing", "100.50");
        declare("standing", "250.00");
        eventually(
                "half a percent is not worth saying, more than twice as much is",
                SOON,
                () -> free("standing").getLast().equals(Money.of("250")));
        assertThat(free("standing")).hasSize(2);
        assertThat(free("soft")).isEmpty();
    }

    private static void declare(String name, String amount, String... more) {
        assertThat(
                        operator()
                                .body(budget(name, amount, more))
                                .put("/api/v1/budgets/" + name)
                                .statusCode())
                .isIn(200, 201);
    }

    private static List<Money> free(String budget) {
        return Others.said("budget-standing", budget, BudgetStanding.class).stream()
                .map(BudgetStanding::free)
                .toList();
    }
}
