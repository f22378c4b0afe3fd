package io.headroom.cli.render;

import com.fasterxml.jackson.databind.JsonNode;

/// A budget as one line: what is spent as full blocks, what is held as light ones.
public final class Bar {
    private static final int WIDTH = 30;

    private Bar() {}

    /// @param status as the API answers `/budgets/NAME/status`
    public static String ofBudget(JsonNode status) {
        var cap = status.path("cap").asDouble(0);
        if (cap <= 0) {
            return "(not known)";
        }
        var spent = blocks(status.path("spent").asDouble(), cap);
        var held = Math.min(WIDTH - spent, blocks(status.path("committed").asDouble(), cap));
        return "█".repeat(spent)
                + "▒".repeat(held)
                + "·".repeat(WIDTH - spent - held)
                + "  spent $%s, held $%s of $%s"
                        .formatted(
                                status.path("spent").asText(),
                                status.path("committed").asText(),
                                status.path("cap").asText());
    }

    private static int blocks(double amount, double cap) {
        return Math.clamp(Math.round(WIDTH * amount / cap), 0, WIDTH);
    }
}
