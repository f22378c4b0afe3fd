package io.headroom.cost.books;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import io.headroom.contracts.budget.BudgetThreshold;
import io.headroom.contracts.budget.BudgetThresholdReached;
import io.headroom.contracts.json.DashedEnums;
import io.headroom.engine.budget.book.Account;
import io.headroom.engine.budget.limit.Budget;
import io.headroom.engine.budget.limit.Restriction;
import io.headroom.platform.database.Rows;

/// Which thresholds an account has reached: once in its period, for as long as it lasts.
///
/// @param all every percent reached; @param fresh those reached only now; @param restrictions what is in force with them
public record ThresholdsReached(
        List<Integer> all,
        List<BudgetThreshold> fresh,
        boolean refusing,
        List<Restriction> restrictions) {

    static ThresholdsReached by(Books books, Account account) {
        AccountRow before = books.accountRow(account).orElse(AccountRow.fresh(account));
        Optional<BudgetRow> row = books.budget(account.budget());
        // What is committed in a period that has not begun yet says nothing of it, and of periods
        // that overlap one counts.
        boolean running =
                row.isPresent()
                        && isAnyFresh(before, account, row.get())
                        && row.get()
                                .budget()
                                .period()
                                .current(books.now())
                                .filter(account.period()::equals)
                                .isPresent();
        return running
                ? of(before, row.get().spec().thresholds(), account, row.get().budget())
                : new ThresholdsReached(
                        before.reached(),
                        List.of(),
                        before.refusing(),
                        before.account().restrictions());
    }

    /// Seldom; and else nobody needs to know which period it is.
    private static boolean isAnyFresh(AccountRow before, Account account, BudgetRow row) {
        return row.spec().thresholds().stream()
                .anyMatch(
                        t ->
                                !before.reached().contains(t.percent())
                                        && isReached(t, account, row.budget()));
    }

    /// Whether all of this is in an account's row already.
    boolean isNothingNewTo(AccountRow row) {
        return all.equals(row.reached())
                && refusing == row.refusing()
                && restrictions.equals(row.account().restrictions());
    }

    public static ThresholdsReached of(
            AccountRow before, List<BudgetThreshold> declared, Account account, Budget budget) {
        List<Integer> all = new ArrayList<>(before.reached());
        List<BudgetThreshold> fresh = new ArrayList<>();
        boolean refuses = before.refusing();
        List<Restriction> restrictions = new ArrayList<>(before.account().restrictions());
        for (BudgetThreshold threshold : declared) {
            if (before.reached().contains(threshold.percent())
                    || !isReached(threshold, account, budget)) {
                continue;
            }
            if (!all.contains(threshold.percent())) {
                all.add(threshold.percent());
            }
            fresh.add(threshold);
            refuses |= threshold.action() == BudgetThreshold.Action.REFUSE_NEW;
            restriction(threshold)
                    .filter(r -> !restrictions.contains(r))
                    .ifPresent(restrictions::add);
        }
        return new ThresholdsReached(all, fresh, refuses, restrictions);
    }

    private static boolean isReached(BudgetThreshold threshold, Account account, Budget budget) {
        return Math.multiplyExact(account.held().micros(), 100L)
                >= Math.multiplyExact(account.cap(budget).micros(), threshold.percent());
    }

    private static Optional<Restriction> restriction(BudgetThreshold threshold) {
        return switch (threshold.action()) {
            case EVENT, WEBHOOK, REFUSE_NEW -> Optional.empty();
            case SPOT_ONLY -> Optional.of(Restriction.SPOT_ONLY);
            case STOP_NON_PRODUCTION -> Optional.of(Restriction.STOP_NON_PRODUCTION);
            case DRAIN -> Optional.of(Restriction.DRAIN);
        };
    }

    /// What is to be said of those reached only now, each under a number of its own.
    List<Said> said(Books books, Account account, Set<String> spoken) {
        List<Said> said = new ArrayList<>();
        for (BudgetThreshold threshold : fresh) {
            BudgetRow row = books.saidAgain(account.budget());
            spoken.add(row.name());
            said.add(
                    new Said(
                            threshold,
                            new BudgetThresholdReached(
                                    row.name(),
                                    row.said(),
                                    threshold.percent(),
                                    DashedEnums.nameOf(threshold.action()),
                                    account.cap(row.budget()),
                                    account.spent(),
                                    account.committed(),
                                    books.now(),
                                    row.spec().scope(),
                                    account.period().to())));
        }
        return said;
    }

    /// A threshold and the event that tells of it.
    record Said(BudgetThreshold threshold, BudgetThresholdReached event) {

        /// What it sends to an address.
        Optional<WebhookPost> post() {
            URI url = threshold.url();
            if (threshold.action() != BudgetThreshold.Action.WEBHOOK || url == null) {
                return Optional.empty();
            }
            return Optional.of(
                    new WebhookPost(
                            UUID.randomUUID(),
                            event.budget(),
                            url.toString(),
                            Rows.json(event),
                            event.at()));
        }
    }

    /// A message that a threshold sends to an address; stored with what it tells of, delivered later.
    record WebhookPost(UUID id, String budget, String url, String body, Instant at) {}
}
