package io.headroom.cost.books;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.headroom.contracts.budget.BudgetThreshold;
import io.headroom.contracts.budget.BudgetThresholdReached;
import io.headroom.contracts.json.DashedEnums;
import io.headroom.engine.budget.Account;

/// Which thresholds an account has reached: once in its period, for as long as it lasts.
///
/// @param all every percent reached; @param fresh those reached only now
public record ThresholdsReached(List<Integer> all, List<BudgetThreshold> fresh, boolean refusing) {

    static ThresholdsReached by(Books books, Account account) {
        AccountRow before =
                books.accountRows().stream()
                        .filter(
                                r ->
                                        r.account().budget().equals(account.budget())
                                                && r.account().period().equals(account.period()))
                        .findFirst()
                        .orElse(new AccountRow(account, List.of(), false));
        // What is committed in a period that has not begun yet says nothing of it.
        boolean running = account.period().contains(books.now());
        List<BudgetThreshold> declared =
                books.budget(account.budget()).map(b -> b.spec().thresholds()).orElse(List.of());
        return running
                ? of(before.reached(), before.refusing(), declared, account, capOf(books, account))
                : new ThresholdsReached(before.reached(), List.of(), before.refusing());
    }

    private static long capOf(Books books, Account account) {
        return books.budget(account.budget()).map(b -> b.budget().cap().micros()).orElse(0L);
    }

    public static ThresholdsReached of(
            List<Integer> before,
            boolean refusing,
            List<BudgetThreshold> declared,
            Account account,
            long cap) {
        List<Integer> all = new ArrayList<>(before);
        List<BudgetThreshold> fresh = new ArrayList<>();
        boolean refuses = refusing;
        for (BudgetThreshold threshold : declared) {
            boolean reached =
                    Math.multiplyExact(account.held().micros(), 100L)
                            >= Math.multiplyExact(cap, threshold.percent());
            if (reached && !all.contains(threshold.percent())) {
                all.add(threshold.percent());
                fresh.add(threshold);
                refuses |= threshold.action() == BudgetThreshold.Action.REFUSE_NEW;
            }
        }
        return new ThresholdsReached(all, fresh, refuses);
    }

    List<BudgetThresholdReached> events(Books books, Account account, Set<String> spoken) {
        List<BudgetThresholdReached> events = new ArrayList<>();
        for (BudgetThreshold threshold : fresh) {
            BudgetRow row = books.saidAgain(account.budget());
            spoken.add(row.name());
            events.add(
                    new BudgetThresholdReached(
                            row.name(),
                            row.said(),
                            threshold.percent(),
                            DashedEnums.nameOf(threshold.action()),
                            row.budget().cap(),
                            account.spent(),
                            account.committed(),
                            books.now(),
                            row.spec().scope(),
                            account.period().to()));
        }
        return events;
    }
}
