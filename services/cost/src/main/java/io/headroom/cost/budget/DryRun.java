package io.headroom.cost.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.SpendAttributes;
import io.headroom.contracts.json.DashedEnums;
import io.headroom.contracts.node.NodeId;
import io.headroom.cost.books.BookStore;
import io.headroom.cost.books.Books;
import io.headroom.cost.books.LeaseRow;
import io.headroom.engine.budget.Accounts;
import io.headroom.engine.budget.Budget;
import io.headroom.engine.budget.Hindsight;
import io.headroom.engine.budget.LeasePolicy;
import io.headroom.engine.budget.PaidNode;
import io.headroom.engine.budget.RenewalDecision;
import io.headroom.engine.budget.SpendGuard;
import io.headroom.platform.database.Rows;

/// What a budget would do: `?dryRun=true` makes the change, looks what follows, and takes it back.
@Singleton
final class DryRun {

    /// The budget as it would stand, what it would have refused last week, and which leases it would not renew now.
    record Outcome(BudgetView budget, Hindsight.Refused lastWeek, List<RefusedNow> now) {}

    /// A node that would have to go.
    record RefusedNow(String node, Instant until, String budget, Money missing, String rule) {}

    /// Ends the transaction, so that nothing stays of it.
    static final class TakenBack extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Outcome outcome;

        TakenBack(Outcome outcome) {
            super("a dry run changes nothing", null, false, false);
            this.outcome = outcome;
        }

        Outcome outcome() {
            return outcome;
        }
    }

    private static final Duration WEEK = Duration.ofDays(7);

    private static final String COSTS =
            """
            select cast(json_build_object('node', c.node, 'at', c.at, 'amount', c.amount,
                'attributes', l.doc -> 'spend' -> 'attributes') as text)
            from (select node, date_trunc('hour', from_at) as at, sum(amount) as amount from ledger
                  where budget is null and from_at >= cast(cast(:from as text) as timestamptz)
                    and from_at < cast(cast(:to as text) as timestamptz) group by 1, 2) c
            join lease l on l.node = c.node order by c.at, c.node limit 100000
            """;

    private final BookStore store;
    private final LeasePolicy policy;

    @Inject
    DryRun(BookStore store, LeasePolicy policy) {
        this.store = store;
        this.policy = policy;
    }

    /// After the change, in its transaction: fails with [TakenBack].
    Uni<BudgetView> look(Mutiny.Session session, BudgetAdmin.Wish wish, BudgetView view) {
        return store.openWhole(session)
                .chain(
                        books ->
                                lastWeek(session, wish, books.now())
                                        .map(
                                                past ->
                                                        new Outcome(
                                                                view,
                                                                past,
                                                                now(books, wish.name()))))
                .chain(outcome -> Uni.createFrom().failure(new TakenBack(outcome)));
    }

    private static Uni<Hindsight.Refused> lastWeek(
            Mutiny.Session session, BudgetAdmin.Wish wish, Instant now) {
        Map<String, String> bounds =
                Map.of("from", now.minus(WEEK).toString(), "to", now.toString());
        return Rows.documents(session, COSTS, bounds)
                .map(
                        rows ->
                                Hindsight.of(
                                        Budget.of(wish.name(), wish.spec()),
                                        rows.stream().map(DryRun::cost).toList()));
    }

    private static Hindsight.Cost cost(JsonNode row) {
        return new Hindsight.Cost(
                NodeId.of(row.get("node").asText()),
                Rows.read(row.get("attributes"), SpendAttributes.class),
                Rows.instant(row.get("at")),
                new Money(row.get("amount").asLong()));
    }

    /// Renews every lease under the budget as if all were due, the most important first.
    private List<RefusedNow> now(Books books, String budget) {
        List<RefusedNow> refused = new ArrayList<>();
        Accounts accounts = books.accounts();
        List<PaidNode> open =
                books.leases().stream()
                        .map(LeaseRow::paid)
                        .filter(p -> p.standing() == PaidNode.Standing.OPEN)
                        .filter(p -> p.lease().budgets().contains(budget))
                        .sorted(Comparator.comparingInt(PaidNode::priority).reversed())
                        .toList();
        for (PaidNode node : open) {
            RenewalDecision decision =
                    SpendGuard.renew(node, books.budgets(), accounts, books.now(), policy);
            accounts = accounts.post(decision.settled().postings());
            if (decision instanceof RenewalDecision.Refused no) {
                refused.add(
                        new RefusedNow(
                                node.spend().node().toString(),
                                node.lease().until(),
                                no.by(),
                                no.missing(),
                                DashedEnums.nameOf(no.rule())));
            }
        }
        return refused;
    }
}
