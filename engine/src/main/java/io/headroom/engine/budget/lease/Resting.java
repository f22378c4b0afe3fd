package io.headroom.engine.budget.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.NodeSpend;
import io.headroom.engine.budget.book.Posting;
import io.headroom.engine.budget.book.Postings;
import io.headroom.engine.budget.limit.Budget;

/// The money of a stopped node: what its disk costs goes on, on a lease of that size, until it is woken on a new one or ended.
///
/// The budgets given are those that the node's lease names, as they stand now.
public final class Resting {

    private Resting() {}

    /// It is confirmed stopped since an instant: the machine is charged up to then, not below its minimum; what its rest can cost
    /// stays on hold, all else comes back. A rest that costs nothing needs no lease.
    public static Settled stopped(
            PaidNode node, List<Budget> budgets, Instant at, Money restPerHour) {
        if (!restPerHour.isPositive()) {
            return Settlement.ended(node, budgets, at);
        }
        Settled last = last(node, budgets, at);
        PaidNode before = last.node();
        Instant from = before.settledTo().isBefore(at) ? at : before.settledTo();
        PaidNode resting =
                before.resting(before.spend().at(restPerHour, Duration.ZERO), from, restPerHour);
        return Settlement.holdingTheRest(
                resting, budgets, last.postings(), last.usage(), before.holds());
    }

    /// It is to be woken: the lease it holds ends now, whether or not it was heard already that it was stopped.
    public static Settled over(
            PaidNode held, List<Budget> budgets, NodeSpend.Woken woken, Instant now) {
        Money rest = woken.restPerHour();
        if (held.isLaunched() && held.pricePerHour().equals(rest)) {
            return Settlement.ended(held, budgets, now);
        }
        Settled stopped = stopped(held, budgets, woken.since(), rest);
        if (stopped.node().standing() == PaidNode.Standing.ENDED) {
            return stopped;
        }
        Settled end = Settlement.ended(stopped.node(), budgets, now);
        List<Posting> postings = new ArrayList<>(stopped.postings());
        postings.addAll(end.postings());
        List<Settled.Usage> usage = new ArrayList<>(stopped.usage());
        usage.addAll(end.usage());
        return new Settled(end.node(), Postings.merged(postings), usage);
    }

    /// What a node that is woken has cost from its grant on, while it was not known to run.
    static Settled charged(PaidNode node, List<Budget> budgets, Instant to) {
        NodeSpend.Woken woken = node.spend().woken();
        if (woken == null || !woken.restPerHour().isPositive() || !to.isAfter(node.settledTo())) {
            return Settled.unchanged(node);
        }
        Settled charged =
                Settlement.charge(node.priced(null, woken.restPerHour()), budgets, to, false);
        return new Settled(
                charged.node().priced(null, node.pricePerHour()),
                charged.postings(),
                charged.usage());
    }

    /// The part of a millionth is carried on: with its rest it is still paid from the same holds.
    private static Settled last(PaidNode node, List<Budget> budgets, Instant at) {
        if (node.billedFrom() == null) {
            return charged(node, budgets, at);
        }
        Instant end = Settlement.endOfBill(node, node.billedFrom(), at);
        return end.isBefore(node.settledTo())
                ? TakenBack.of(node, budgets, end)
                : Settlement.charge(node, budgets, end, false);
    }
}
