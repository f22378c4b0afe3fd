package io.headroom.cost.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.headroom.engine.budget.lease.LeaseMath;
import io.headroom.engine.budget.lease.LeasePolicy;
import io.headroom.engine.budget.limit.Budget;
import io.headroom.engine.budget.period.Span;

/// What the owner of an accepted budget should know.
final class Warnings {

    /// A usual GPU machine: boots in five minutes, is billed for a minute at least, and is gone in two.
    private static final Duration TERMINATE = Duration.ofMinutes(2);

    private static final Duration BOOT_TO_GONE = Duration.ofMinutes(5 + 1).plus(TERMINATE);
    private static final int TIMES = 50;

    private Warnings() {}

    static List<String> of(BudgetAdmin.Wish wish, Instant now) {
        List<String> warnings = new ArrayList<>();
        Budget budget = wish.limits().getFirst();
        Optional<Span> period = budget.period().current(now);
        if (period.isPresent()
                && period.get().length().compareTo(BOOT_TO_GONE.multipliedBy(TIMES)) < 0) {
            Duration lease = LeaseMath.length(List.of(budget), now, LeasePolicy.DEFAULT);
            long share =
                    LeaseMath.heldPerMille(
                            period.get(), lease, TERMINATE.plus(LeasePolicy.DEFAULT.overrun()));
            warnings.add(
                    "the period is short: about %d.%d %% of what its nodes could cost in it is held by leases and may never be spent"
                            .formatted(share / 10, share % 10));
        }
        if (period.isEmpty()) {
            warnings.add("now is outside of the period: nothing is limited by it");
        }
        warnings.addAll(wish.unknown());
        return warnings;
    }
}
