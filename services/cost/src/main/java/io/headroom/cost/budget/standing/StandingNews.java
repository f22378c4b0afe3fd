package io.headroom.cost.budget.standing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.headroom.contracts.budget.BudgetStanding;
import io.headroom.contracts.budget.Money;
import io.headroom.cost.books.AccountRow;
import io.headroom.cost.rate.Rates;
import io.headroom.engine.budget.book.Account;
import io.headroom.engine.budget.limit.Budget;
import io.headroom.engine.budget.period.Span;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.leader.Epoch;
import io.headroom.platform.leader.Fence;
import io.headroom.platform.loop.Loops;
import io.headroom.platform.outbox.Outbox;

/// Says what hard budgets have left, so that nobody buys ahead with the money of what waits.
@Singleton
public final class StandingNews {

    /// Real. A purchase is decided in a second; twice as often would look for changes that are too small to say.
    private static final Duration EVERY = Duration.ofSeconds(2);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// What is more or less by a hundredth of the cap is worth an event; half of it doubles them for nobody.
    private static final long NOTICEABLE = 100;

    private static final String NOW =
            """
            select cast(json_build_object('name', b.name, 'spec', b.spec,
                'accounts', coalesce(json_agg(to_json(a)) filter (where a.budget is not null), '[]')) as text)
            from budget b left join account a on a.budget = b.name and a.period_to > cast(cast(:now as text) as timestamptz)
            group by b.name, b.spec order by b.name
            """;

    private final Transactions transactions;
    private final Fence fence;
    private final Outbox outbox;
    private final Rates rates;
    private final InstantSource clock;

    /// What was said last, by this leader.
    private final Map<String, BudgetStanding> said = new HashMap<>();

    private Optional<Epoch> epoch = Optional.empty();

    @Inject
    StandingNews(
            Transactions transactions,
            Fence fence,
            Outbox outbox,
            Rates rates,
            InstantSource clock) {
        this.rates = rates;
        this.transactions = transactions;
        this.fence = fence;
        this.outbox = outbox;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event, Loops loops) {
        var _ = loops.onLeader("budget-standing", EVERY, this::turn);
    }

    private void turn(Epoch leading) {
        if (!epoch.equals(Optional.of(leading))) {
            epoch = Optional.of(leading);
            said.clear();
        }
        Instant now = clock.instant();
        BudgetsRead read =
                transactions
                        .asService(session -> BudgetsRead.of(session, rates, NOW, now))
                        .await()
                        .atMost(PATIENCE);
        List<BudgetStanding> changed = new ArrayList<>();
        for (JsonNode row : read.rows()) {
            standing(read.budget(row), row, now).ifPresent(changed::add);
        }
        if (!changed.isEmpty()) {
            transactions
                    .asService(
                            session ->
                                    fence.check(session, leading)
                                            .chain(() -> outbox.add(session, changed)))
                    .await()
                    .atMost(PATIENCE);
            changed.forEach(standing -> said.put(standing.budget(), standing));
        }
    }

    /// How a hard budget stands, if that is worth saying.
    private Optional<BudgetStanding> standing(Budget budget, JsonNode row, Instant now) {
        if (!budget.hard()) {
            return Optional.empty();
        }
        List<JsonNode> accounts = new ArrayList<>();
        row.get("accounts").forEach(accounts::add);
        return budget.period()
                .current(now)
                .map(period -> standing(budget, accounts, period, now))
                .filter(stands -> isNews(stands, budget.capAt(now)));
    }

    private static BudgetStanding standing(
            Budget budget, List<JsonNode> accounts, Span period, Instant now) {
        Account account =
                Statuses.tightest(budget, accounts, now)
                        .map(AccountRow::account)
                        .orElseGet(() -> Account.empty(budget.name(), period));
        Money free = account.cap(budget).minus(account.held()).max(Money.ZERO);
        return new BudgetStanding(
                budget.name(),
                now.toEpochMilli(),
                budget.scope(),
                free,
                account.spent(),
                account.period().from(),
                account.period().to(),
                now);
    }

    private boolean isNews(BudgetStanding now, Money cap) {
        BudgetStanding last = said.get(now.budget());
        return last == null
                || !last.scope().equals(now.scope())
                || !last.until().equals(now.until())
                || Math.abs(last.free().micros() - now.free().micros()) > cap.micros() / NOTICEABLE;
    }
}
