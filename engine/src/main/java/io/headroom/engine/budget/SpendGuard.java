package io.headroom.engine.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;

import io.headroom.contracts.budget.Lease;
import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.NodeSpend;
import io.headroom.contracts.budget.SpendRequested;
import io.headroom.engine.budget.book.Account;
import io.headroom.engine.budget.book.Accounts;
import io.headroom.engine.budget.book.Hold;
import io.headroom.engine.budget.book.Posting;
import io.headroom.engine.budget.book.Postings;
import io.headroom.engine.budget.lease.LeaseMath;
import io.headroom.engine.budget.lease.LeasePolicy;
import io.headroom.engine.budget.lease.PaidNode;
import io.headroom.engine.budget.lease.Settled;
import io.headroom.engine.budget.lease.Settlement;
import io.headroom.engine.budget.limit.Budget;
import io.headroom.engine.budget.period.Span;

/// Grants money or refuses it: no grant and no renewal ever takes spent and committed over a hard cap.
public final class SpendGuard {

    private record Lack(Budget budget, Span period, Money missing, Money needed) {}

    private SpendGuard() {}

    /// Decides a purchase, whole or not at all, under every budget that matches its nodes.
    public static SpendDecision decide(
            SpendRequested request,
            List<Budget> budgets,
            Accounts accounts,
            Instant now,
            LeasePolicy policy) {
        List<PaidNode> nodes =
                request.nodes().stream()
                        .map(spend -> grant(spend, request.priority(), budgets, now, policy))
                        .toList();
        List<Posting> postings =
                Postings.merged(
                        Postings.committing(
                                nodes.stream().flatMap(n -> n.holds().stream()).toList()));
        Optional<Restrictions.Breach> breach =
                Restrictions.onGrant(request, budgets, accounts, now);
        if (breach.isPresent()) {
            return new SpendDecision.Denied(
                    Budget.declared(breach.get().budget()),
                    Money.ZERO,
                    breach.get().until(),
                    breach.get().rule());
        }
        Optional<Lack> lack = lack(postings, budgets, accounts);
        if (lack.isPresent()) {
            Instant retry = retry(lack.get(), accounts, now, policy);
            return new SpendDecision.Denied(
                    Budget.declared(lack.get().budget().name()), lack.get().missing(), retry);
        }
        accounts.requireWithinCaps(postings, budgets);
        return new SpendDecision.Granted(nodes, postings);
    }

    /// Renews a lease out of what its budgets have free, or refuses to.
    ///
    /// @param budgets all budgets: those that match now pay for what comes, those named in the lease for what was
    public static RenewalDecision renew(
            PaidNode node,
            List<Budget> budgets,
            Accounts accounts,
            Instant now,
            LeasePolicy policy) {
        Settled past = Settlement.settle(node, named(budgets, node.lease()), now);
        Optional<Restrictions.Breach> breach =
                Restrictions.onRenewal(node.spend(), budgets, accounts, now);
        if (breach.isPresent()) {
            return refused(
                    past, Budget.declared(breach.get().budget()), Money.ZERO, breach.get().rule());
        }
        PaidNode next = next(past.node(), budgets, now, policy);
        List<Posting> postings = new ArrayList<>(past.postings());
        postings.addAll(Postings.releasing(past.node().holds()));
        postings.addAll(Postings.committing(next.holds()));
        List<Posting> sum = Postings.merged(postings);
        Optional<Lack> lack = lack(sum, budgets, accounts);
        if (lack.isPresent()) {
            return refused(
                    past,
                    Budget.declared(lack.get().budget().name()),
                    lack.get().missing(),
                    SpendDecision.Rule.MONEY);
        }
        accounts.requireWithinCaps(sum, budgets);
        return new RenewalDecision.Renewed(new Settled(next, sum, past.usage()));
    }

    /// It is not renewed, whatever there is: the node was charged up to now, and must be gone before its lease ends.
    public static RenewalDecision.Refused refuse(
            PaidNode node, List<Budget> budgets, String by, SpendDecision.Rule rule, Instant now) {
        Settled past = Settlement.settle(node, named(budgets, node.lease()), now);
        return refused(past, by, Money.ZERO, rule);
    }

    private static RenewalDecision.Refused refused(
            Settled past, String by, Money missing, SpendDecision.Rule rule) {
        PaidNode refused = past.node().numberedAfter(1).standing(PaidNode.Standing.REFUSED);
        return new RenewalDecision.Refused(
                new Settled(refused, past.postings(), past.usage()), by, missing, rule);
    }

    /// The budgets that a lease was paid from, as they stand now.
    public static List<Budget> named(List<Budget> budgets, Lease lease) {
        SequencedSet<String> names = new LinkedHashSet<>(lease.budgets());
        return budgets.stream().filter(b -> names.contains(b.name())).toList();
    }

    private static PaidNode grant(
            NodeSpend spend, int priority, List<Budget> all, Instant now, LeasePolicy policy) {
        List<Budget> budgets = Budget.matching(all, spend.attributes());
        Duration length = LeaseMath.length(budgets, now, policy);
        Instant drainBy = now.plus(length);
        Instant until = drainBy.plus(LeaseMath.tail(spend, false));
        Instant kept = LeaseMath.keptTo(until, policy);
        List<Hold> holds =
                LeaseMath.holds(new Span(now, kept), until, spend.worstPerHour(), 0, budgets);
        Lease lease =
                new Lease(
                        spend.node(),
                        1,
                        now,
                        until,
                        drainBy,
                        spend.worstPerHour().perHourFor(Duration.between(now, until)),
                        names(budgets));
        return new PaidNode(
                spend,
                priority,
                lease,
                now.plus(length.dividedBy(2)),
                now,
                kept,
                0,
                null,
                spend.worstPerHour(),
                Money.ZERO,
                holds,
                PaidNode.Standing.OPEN);
    }

    private static PaidNode next(PaidNode node, List<Budget> all, Instant now, LeasePolicy policy) {
        Lease old = node.lease();
        List<Budget> budgets = Budget.matching(all, node.spend().attributes());
        Duration length = LeaseMath.length(budgets, now, policy);
        Instant drainBy = now.plus(length);
        Instant until = drainBy.plus(LeaseMath.tail(node.spend(), node.isLaunched()));
        until = until.isBefore(old.until()) ? old.until() : until;
        Instant kept = LeaseMath.keptTo(until, policy);
        NodeSpend spend = dearer(node.spend(), node.dearestBefore(kept));
        Span covered = new Span(node.settledTo().isBefore(kept) ? node.settledTo() : kept, kept);
        List<Hold> holds =
                LeaseMath.holds(covered, until, spend.worstPerHour(), node.carry(), budgets);
        Lease lease =
                new Lease(
                        old.node(),
                        old.version() + 1,
                        old.from(),
                        until,
                        drainBy,
                        node.charged().plus(spend.worstPerHour().perHourFor(paidFor(node, until))),
                        names(budgets));
        return node.leased(spend, lease, now.plus(length.dividedBy(2)), kept, holds);
    }

    private static Duration paidFor(PaidNode node, Instant until) {
        Instant from = node.settledTo().isBefore(until) ? node.settledTo() : until;
        return Duration.between(from, until);
    }

    /// A price above the worst that was announced is the worst from now on.
    private static NodeSpend dearer(NodeSpend spend, Money price) {
        return spend.at(spend.worstPerHour().max(price), spend.minimumBilling());
    }

    private static List<String> names(List<Budget> budgets) {
        return budgets.stream().map(Budget::name).toList();
    }

    private static Optional<Lack> lack(
            List<Posting> postings, List<Budget> budgets, Accounts accounts) {
        Map<String, List<Posting>> byBudget = Postings.byBudget(postings);
        for (Budget budget : budgets) {
            if (!budget.hard()) {
                continue;
            }
            for (Posting p : byBudget.getOrDefault(budget.name(), List.of())) {
                Money more = p.spent().plus(p.committed());
                if (!more.isPositive()) {
                    continue;
                }
                Account account = accounts.get(p.budget(), p.period());
                Money over = account.held().plus(more).minus(account.cap(budget));
                if (over.isPositive()) {
                    return Optional.of(new Lack(budget, p.period(), over, more));
                }
            }
        }
        return Optional.empty();
    }

    /// When all that is committed came back and it still did not fit, only the next period helps.
    private static Instant retry(Lack lack, Accounts accounts, Instant now, LeasePolicy policy) {
        Account account = accounts.get(lack.budget().name(), lack.period());
        Money unspent = account.cap(lack.budget()).minus(account.spent());
        Instant soon = now.plus(policy.retryAfter());
        boolean fitsLater = lack.needed().compareTo(unspent) <= 0;
        return fitsLater && soon.isBefore(lack.period().to()) ? soon : lack.period().to();
    }
}
