package io.headroom.cost.budget.standing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.ToLongFunction;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.headroom.cost.rate.Rates;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.telemetry.GaugeBy;

/// Shows how budgets stand: `headroom_budget_{cap,spent,held,reserve}_dollars`.
@Singleton
public final class BudgetGauges {

    /// Real. Half would be as new to whoever collects metrics each 15 s, twice could be a collection late.
    private static final Duration EVERY = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final String NOW =
            """
            select distinct on (b.name) cast(json_build_object('name', b.name, 'spec', b.spec, 'spent', coalesce(a.spent, 0),
                'held', coalesce(a.spent + a.committed, 0), 'reserve', coalesce(a.reserve, 0)) as text)
            from budget b left join account a on a.budget = b.name
                and a.period_from <= cast(cast(:now as text) as timestamptz)
                and a.period_to > cast(cast(:now as text) as timestamptz)
            order by b.name, a.period_from
            """;

    private final Transactions transactions;
    private final Rates rates;
    private final InstantSource clock;
    private final GaugeBy cap;
    private final GaugeBy spent;
    private final GaugeBy held;
    private final GaugeBy reserve;
    private long asked = System.nanoTime() - EVERY.toNanos();

    @Inject
    BudgetGauges(
            Transactions transactions, Rates rates, InstantSource clock, MeterRegistry meters) {
        this.rates = rates;
        this.transactions = transactions;
        this.clock = clock;
        this.cap = gauge(meters, "cap");
        this.spent = gauge(meters, "spent");
        this.held = gauge(meters, "held");
        this.reserve = gauge(meters, "reserve");
    }

    private static GaugeBy gauge(MeterRegistry meters, String what) {
        return GaugeBy.of(meters, "budget", "headroom.budget." + what + ".dollars");
    }

    /// On the loop's thread, as often as it likes: the database is asked no more often than somebody looks.
    public void refresh() {
        if (System.nanoTime() - asked < EVERY.toNanos()) {
            return;
        }
        asked = System.nanoTime();
        Instant now = clock.instant();
        BudgetsRead read =
                transactions
                        .asService(session -> BudgetsRead.of(session, rates, NOW, now))
                        .await()
                        .atMost(PATIENCE);
        List<JsonNode> rows = read.rows();
        show(cap, rows, r -> read.budget(r).capAt(now).micros());
        show(spent, rows, r -> r.get("spent").asLong());
        show(held, rows, r -> r.get("held").asLong());
        show(reserve, rows, r -> r.get("reserve").asLong());
    }

    private static void show(GaugeBy gauge, List<JsonNode> rows, ToLongFunction<JsonNode> micros) {
        gauge.sum(rows, row -> row.get("name").asText(), row -> micros.applyAsLong(row) / 1e6);
    }
}
