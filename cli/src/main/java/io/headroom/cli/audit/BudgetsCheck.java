package io.headroom.cli.audit;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/// No cap is passed, now or at any time of its period.
final class BudgetsCheck implements Check {
    @Override
    public String name() {
        return "budgets";
    }

    @Override
    public int looksAt(Facts facts) {
        return facts.budgets().size();
    }

    @Override
    public List<Finding> findings(Facts facts) {
        var findings = new ArrayList<Finding>();
        for (var budget : facts.budgets()) {
            compare(budget, "committed, with what is spent,", sum(budget), findings);
            compare(
                    budget,
                    "highest committed",
                    budget.path("highestCommitted").asDouble(),
                    findings);
        }
        return findings;
    }

    private static double sum(JsonNode budget) {
        return budget.path("spent").asDouble() + budget.path("committed").asDouble();
    }

    private void compare(JsonNode budget, String what, double amount, List<Finding> findings) {
        // Money comes in millionths.
        if (amount > budget.path("cap").asDouble() + 0.000_000_5) {
            findings.add(
                    new Finding(
                            name(),
                            "budget " + budget.path("budget").asText(),
                            what
                                    + " is $"
                                    + amount
                                    + ", above its cap $"
                                    + budget.path("cap").asText()));
        }
    }
}
