package io.headroom.cost.budget;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.json.DashedEnums;
import io.headroom.cost.books.BookStore;
import io.headroom.cost.books.Books;
import io.headroom.cost.books.LeaseRow;
import io.headroom.cost.past.PastSpending;
import io.headroom.engine.budget.RenewalDecision;
import io.headroom.engine.budget.SpendGuard;
import io.headroom.engine.budget.book.Accounts;
import io.headroom.engine.budget.lease.LeasePolicy;
import io.headroom.engine.budget.lease.PaidNode;
import io.headroom.engine.budget.outlook.Hindsight;
import io.headroom.engine.budget.period.Span;

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
        private final transient BudgetView view;
        private final transient List<RefusedNow> now;

        TakenBack(BudgetView view, List<RefusedNow> now) {
            super("a dry run changes nothing", null, false, false);
            this.view = view;
            this.now = now;
        }
    }

    private static final Duration WEEK = Duration.ofDays(7);

    private final BookStore store;
    private final LeasePolicy policy;
    private final InstantSource clock;

    @Inject
    DryRun(BookStore store, LeasePolicy policy, InstantSource clock) {
        this.store = store;
        this.policy = policy;
        this.clock = clock;
    }

    /// After the change, in its transaction: fails with [TakenBack].
    Uni<BudgetView> look(Mutiny.Session session, BudgetAdmin.Wish wish, BudgetView view) {
        return store.openWhole(session)
                .map(books -> now(books, wish.name()))
                .chain(now -> Uni.createFrom().failure(new TakenBack(view, now)));
    }

    /// In a transaction of its own, once the books are free again: a week of a large fleet takes its time to read.
    Uni<Outcome> withLastWeek(Mutiny.Session session, BudgetAdmin.Wish wish, TakenBack back) {
        Instant now = clock.instant();
        Span week = new Span(now.minus(WEEK).truncatedTo(ChronoUnit.HOURS), now);
        return PastSpending.load(session)
                .chain(past -> past.refused(session, wish.limits(), week))
                .map(refused -> new Outcome(back.view, refused, back.now));
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
