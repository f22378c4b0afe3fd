package io.headroom.engine.budget;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.headroom.contracts.budget.Lease;
import io.headroom.engine.budget.book.Hold;
import io.headroom.engine.budget.book.Posting;
import io.headroom.engine.budget.book.Postings;
import io.headroom.engine.budget.lease.LeaseMath;
import io.headroom.engine.budget.lease.PaidNode;
import io.headroom.engine.budget.lease.Settled;
import io.headroom.engine.budget.lease.Settlement;
import io.headroom.engine.budget.limit.Budget;
import io.headroom.engine.budget.period.Span;

/// Puts running leases under a budget that is new, or whose scope or period changed, and takes them out of one that is gone.
public final class Adoption {

    private Adoption() {}

    /// The lease charged up to now, then paid from exactly those of the budgets that match its node.
    ///
    /// @param before the budgets as they were; @param after the budgets as they will be
    public static Settled move(
            PaidNode node, List<Budget> before, List<Budget> after, Instant now) {
        Settled past = Settlement.settle(node, SpendGuard.named(before, node.lease()), now);
        PaidNode charged = past.node();
        List<Budget> paying = Budget.matching(after, charged.spend().attributes());
        Instant kept = charged.keptTo();
        Instant from = charged.settledTo().isBefore(kept) ? charged.settledTo() : kept;
        List<Hold> holds =
                LeaseMath.holds(
                        new Span(from, kept),
                        charged.lease().until(),
                        charged.spend().worstPerHour(),
                        charged.carry(),
                        paying);
        List<Posting> postings = new ArrayList<>(past.postings());
        postings.addAll(Postings.releasing(charged.holds()));
        postings.addAll(Postings.committing(holds));
        PaidNode moved =
                charged.leased(
                        charged.spend(), under(charged.lease(), paying), charged.renewAt(), holds);
        return new Settled(moved, Postings.merged(postings), past.usage());
    }

    private static Lease under(Lease lease, List<Budget> budgets) {
        return new Lease(
                lease.node(),
                lease.version(),
                lease.from(),
                lease.until(),
                lease.drainBy(),
                lease.paid(),
                budgets.stream().map(Budget::name).toList());
    }
}
