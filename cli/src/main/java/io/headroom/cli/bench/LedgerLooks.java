package io.headroom.cli.bench;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.headroom.cli.api.ApiClient;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.replay.fleet.score.FleetOutcome.Percentiles;

/// How long a large ledger takes to answer, while the service goes on renewing the leases of its fleet.
final class LedgerLooks {
    private static final int MANY = 200;
    private static final int SOME = 20;
    private static final int FEW = 3;

    private final ApiClient api;
    private final ObjectNode result;

    LedgerLooks(ApiClient api, ObjectNode result) {
        this.api = api;
        this.result = result;
    }

    void take(int budgets) throws IOException {
        // From within an hour into another: whole hours have their sums, the rest is read entry by
        // entry.
        Instant now = Instant.now().truncatedTo(ChronoUnit.HOURS);
        String month =
                "&from=%s&to=%s"
                        .formatted(
                                now.minus(31, ChronoUnit.DAYS).plus(10, ChronoUnit.MINUTES),
                                now.minus(10, ChronoUnit.MINUTES));
        time(
                "statusMillis",
                MANY,
                i -> api.get("/budgets/budget-%d/status".formatted(i % budgets)));
        time("monthByTenantMillis", SOME, _ -> api.get("/costs?by=tenant" + month));
        time("monthByClassAndPoolMillis", SOME, _ -> api.get("/costs?by=class,pool" + month));
        time("monthByNodeMillis", FEW, _ -> api.get("/costs?by=node" + month));
        JsonNode monthly = budget();
        time("declareMillis", SOME, i -> api.put("/budgets/late-" + i, monthly));
        time("dryRunMillis", FEW, _ -> api.put("/budgets/dry?dryRun=true", monthly));
    }

    private static JsonNode budget() throws IOException {
        return HeadroomJson.mapper()
                .readTree(
                        """
                        {"scope":{"labels":{"family":"1"}},"amount":"100000000.00","period":{"every":"month"}}
                        """);
    }

    @FunctionalInterface
    private interface Look {
        JsonNode at(int number);
    }

    private void time(String name, int looks, Look look) {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < looks; i++) {
            long begun = System.nanoTime();
            var _ = look.at(i);
            millis.add((System.nanoTime() - begun) / 1e6);
        }
        Percentiles all = Percentiles.of(millis);
        result.putObject(name)
                .put("looks", looks)
                .put("first", millis.getFirst())
                .put("p50", all.p50())
                .put("p99", all.p99());
    }
}
