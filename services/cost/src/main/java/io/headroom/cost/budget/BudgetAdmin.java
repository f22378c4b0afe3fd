package io.headroom.cost.budget;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.budget.BudgetSpec;
import io.headroom.contracts.budget.Money;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.cost.books.AccountRow;
import io.headroom.cost.books.BookStore;
import io.headroom.cost.books.Books;
import io.headroom.cost.books.Books.Kind;
import io.headroom.cost.books.BudgetRow;
import io.headroom.cost.books.LeaseRow;
import io.headroom.cost.budget.standing.BudgetNews;
import io.headroom.cost.budget.standing.BudgetRows;
import io.headroom.engine.budget.Adoption;
import io.headroom.engine.budget.lease.PaidNode;
import io.headroom.engine.budget.lease.Settled;
import io.headroom.engine.budget.lease.Settlement;
import io.headroom.engine.budget.limit.Budget;
import io.headroom.engine.budget.limit.ExchangeRates;
import io.headroom.platform.rest.IfMatch;
import io.headroom.platform.rest.Problem;
import io.headroom.platform.rest.Reply;

/// Declares, changes and deletes budgets, and puts the leases that run already under them.
@Singleton
final class BudgetAdmin {

    /// What a caller wants of a budget.
    ///
    /// @param rates of the currency that its amount is in
    /// @param unknown what is wrong with the names in its scope, which is no reason to refuse it
    record Wish(
            String name,
            BudgetSpec spec,
            IfMatch ifMatch,
            OnExceed onExceed,
            String who,
            ExchangeRates rates,
            List<String> unknown) {

        List<Budget> limits() {
            return Budget.allOf(name, spec, rates);
        }
    }

    private final BookStore store;
    private final BudgetNews news;

    @Inject
    BudgetAdmin(BookStore store, BudgetNews news) {
        this.store = store;
        this.news = news;
    }

    /// What became of a wish.
    record Put(BudgetView view, Optional<JsonNode> before) {
        Reply reply() {
            return before.isEmpty()
                    ? Reply.created(
                            URI.create("/api/v1/budgets/" + view.name()), view, view.version())
                    : Reply.ok(view, view.version());
        }
    }

    Uni<Put> put(Mutiny.Session session, Wish wish) {
        return store.openWhole(session)
                .chain(
                        books ->
                                BudgetRows.find(session, wish.name())
                                        .chain(
                                                row ->
                                                        change(session, books, row, wish)
                                                                .map(view -> new Put(view, row))));
    }

    private Uni<BudgetView> change(
            Mutiny.Session session, Books books, Optional<JsonNode> row, Wish wish) {
        Optional<BudgetRow> before = books.budget(wish.name());
        if (before.isPresent()) {
            wish.ifMatch().requireCurrent(before.get().version());
        } else {
            wish.ifMatch().requireAbsent();
        }
        if (row.isPresent() && before.isPresent() && before.get().spec().equals(wish.spec())) {
            return Uni.createFrom().item(BudgetView.of(row.get(), wish.unknown(), List.of()));
        }
        Exclusiveness.require(wish, books);
        boolean countsAnew =
                before.isEmpty()
                        || !before.get().spec().scope().equals(wish.spec().scope())
                        || !before.get().spec().period().equals(wish.spec().period())
                        || !Objects.equals(before.get().spec().schedule(), wish.spec().schedule())
                        || !Objects.equals(before.get().spec().reserved(), wish.spec().reserved());
        Uni<Void> adopted =
                countsAnew ? chargeAll(session, books, wish) : Uni.createFrom().voidItem();
        return adopted.chain(
                        () ->
                                BudgetRows.write(
                                        session, wish.name(), wish.spec(), wish.who(), books.now()))
                .call(() -> countsAnew ? adopt(session, wish, books.now()) : reopen(session, wish))
                .chain(written -> judged(session, written, wish, books.now()))
                .call(
                        () ->
                                news.changed(
                                        session,
                                        wish.name(),
                                        wish.spec(),
                                        wish.who(),
                                        books.now()));
    }

    /// Charges what runs under this budget, or will, up to now by the old rules, and takes it out of this budget.
    private Uni<Void> chargeAll(Mutiny.Session session, Books books, Wish wish) {
        for (LeaseRow lease : books.leases()) {
            PaidNode paid = lease.paid();
            if (!isConcerned(paid, wish)) {
                continue;
            }
            Settled settled = Settlement.settle(paid, books.paying(paid), books.now());
            PaidNode left = settled.node().leaving(wish.name());
            books.settled(
                    lease, new Settled(left, settled.postings(), settled.usage()), Kind.USAGE);
        }
        return store.close(session, books);
    }

    /// Of a large fleet, only what was or comes under this budget is charged and written.
    private static boolean isConcerned(PaidNode paid, Wish wish) {
        return wish.spec().scope().matches(paid.spend().attributes())
                || paid.lease().budgets().stream()
                        .map(Budget::declared)
                        .anyMatch(wish.name()::equals);
    }

    private Uni<Void> adopt(Mutiny.Session session, Wish wish, Instant now) {
        return BudgetRows.restart(session, wish.name(), wish.limits(), now)
                .chain(() -> store.openWhole(session))
                .chain(
                        books -> {
                            for (LeaseRow lease : books.leases()) {
                                if (wish.spec()
                                        .scope()
                                        .matches(lease.paid().spend().attributes())) {
                                    move(books, lease);
                                }
                            }
                            return store.close(session, books);
                        });
    }

    private static void move(Books books, LeaseRow lease) {
        Settled moved = Adoption.move(lease.paid(), books.budgets(), books.budgets(), books.now());
        books.settled(lease, moved, Kind.USAGE);
    }

    /// Thresholds that are not reached any more under the new amount are forgotten, and new workloads are taken again.
    private Uni<Void> reopen(Mutiny.Session session, Wish wish) {
        return store.open(session, List.of())
                .chain(
                        books -> {
                            BudgetRow row = books.budget(wish.name()).orElseThrow();
                            return AccountsReset.of(session, row, books.now())
                                    .chain(
                                            opened ->
                                                    opened
                                                            ? news.opened(
                                                                    session,
                                                                    row.name(),
                                                                    books.now())
                                                            : Uni.createFrom().voidItem());
                        });
    }

    private static Uni<BudgetView> judged(
            Mutiny.Session session, JsonNode written, Wish wish, Instant now) {
        return BudgetRows.accounts(session, wish.name(), now)
                .chain(
                        rows -> {
                            boolean exceeded =
                                    AmountJudged.exceeds(
                                            wish,
                                            rows.stream()
                                                    .map(r -> AccountRow.of(r).account())
                                                    .toList());
                            return exceeded
                                    ? BudgetRows.holding(session, wish.name())
                                    : Uni.createFrom().item(List.<JsonNode>of());
                        })
                .map(
                        leases ->
                                BudgetView.of(
                                        written,
                                        Warnings.of(wish, now),
                                        drainPlan(wish.name(), leases)));
    }

    private static List<BudgetView.Draining> drainPlan(String budget, List<JsonNode> leases) {
        List<BudgetView.Draining> plan = new ArrayList<>();
        for (JsonNode doc : leases) {
            PaidNode paid = HeadroomJson.tolerant().convertValue(doc, PaidNode.class);
            plan.add(
                    new BudgetView.Draining(
                            paid.spend().node().toString(),
                            paid.lease().drainBy(),
                            paid.lease().until(),
                            paid.holds().stream()
                                    .filter(h -> h.budgets().contains(budget))
                                    .map(h -> h.amount())
                                    .reduce(Money.ZERO, Money::plus)));
        }
        return plan;
    }

    Uni<Void> delete(Mutiny.Session session, String name, IfMatch ifMatch, String who) {
        return store.openWhole(session)
                .chain(
                        books -> {
                            BudgetRow row =
                                    books.budget(name)
                                            .orElseThrow(() -> Problem.notFound("budget", name));
                            ifMatch.requireCurrent(row.version());
                            books.leases().stream()
                                    .filter(l -> l.paid().lease().budgets().contains(name))
                                    .forEach(
                                            l ->
                                                    books.keep(
                                                            new LeaseRow(
                                                                    l.purchase(),
                                                                    l.paid().leaving(name))));
                            return store.close(session, books)
                                    .chain(() -> news.gone(session, name, who, books.now()));
                        })
                .chain(() -> BudgetRows.delete(session, name));
    }
}
