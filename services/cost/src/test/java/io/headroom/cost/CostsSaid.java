package io.headroom.cost;

import java.util.List;
import java.util.Map;

import io.restassured.response.Response;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.NodeId;

import static io.headroom.cost.Api.as;
import static io.headroom.cost.Api.operator;
import static io.headroom.cost.Api.status;

/// What the API says of costs and budgets, as money.
final class CostsSaid {

    private CostsSaid() {}

    static Money sum(String by, String tenant) {
        String total =
                as("viewer", tenant)
                        .get("/api/v1/costs?by=" + by)
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("total");
        return Money.of(total);
    }

    static Money ofNode(String by, NodeId node) {
        return amount(node.toString(), operator().get("/api/v1/costs?by=" + by).path("items"));
    }

    static Money amount(String group, List<Map<String, Object>> items) {
        return items.stream()
                .filter(i -> String.valueOf(i.get("group")).contains(group))
                .map(i -> Money.of(String.valueOf(i.get("amount"))))
                .reduce(Money.ZERO, Money::plus);
    }

    static Money money(String budget, String field) {
        return Money.of(status(budget, field));
    }

    /// Of all times.
    static Response costs(String tenant, String by) {
        return as("viewer", tenant)
                .get(
                        "/api/v1/costs?by=%s&from=2020-01-01T00:00:00Z&to=2120-01-01T00:00:00Z"
                                .formatted(by));
    }
}
