package io.headroom.engine.budget.lease;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.price.NextPrice;
import io.headroom.engine.budget.book.Hold;
import io.headroom.engine.budget.book.Posting;
import io.headroom.engine.budget.book.Postings;
import io.headroom.engine.budget.limit.Budget;
import io.headroom.engine.budget.period.Span;

/// Turns what was committed into what was spent, at the price actually charged, and gives back the rest.
///
/// The budgets given are those that the node's lease names, as they stand now.
public final class Settlement {

    private Settlement() {}

    /// Charges a launched node up to an instant. One that is not known to be launched keeps its money whole: it may be
    /// running already.
    public static Settled settle(PaidNode node, List<Budget> budgets, Instant to) {
        if (!node.isLaunched() || !to.isAfter(node.settledTo())) {
            return Settled.unchanged(node);
        }
        return charge(node, budgets, to, false);
    }

    /// Its bill has begun. The time before cost nothing, or what it is woken from; before the grant nothing is launched, so an
    /// earlier instant is another machine's clock.
    public static Settled launched(PaidNode node, List<Budget> budgets, Instant at, Money price) {
        return launched(node, budgets, at, price, null);
    }

    /// @param next what it will be charged later, where that is known
    public static Settled launched(
            PaidNode node,
            List<Budget> budgets,
            Instant at,
            Money price,
            @Nullable NextPrice next) {
        if (node.isLaunched()) {
            return repriced(node, budgets, at, price, next);
        }
        Instant from = at.isBefore(node.lease().from()) ? node.lease().from() : at;
        Settled rested = Resting.charged(node, budgets, from);
        PaidNode before = rested.node();
        PaidNode begun =
                before.settled(from, before.carry(), Money.ZERO, before.holds())
                        .priced(from, price, next);
        return heldFor(
                holdingTheRest(begun, budgets, rested.postings(), rested.usage(), before.holds()),
                budgets,
                at);
    }

    /// With its money lasting as long as it does at the price that it is charged now.
    private static Settled heldFor(Settled priced, List<Budget> budgets, Instant now) {
        Settled held = Dearer.paidFromReserve(priced.node(), budgets).following(priced);
        return held.with(Dearer.dueBefore(held.node(), now));
    }

    /// It is charged another price from an instant on.
    public static Settled repriced(PaidNode node, List<Budget> budgets, Instant at, Money price) {
        return repriced(node, budgets, at, price, null);
    }

    /// @param at may be in the past: what was charged since then at a higher price is taken back. At a lower one it stays, as long as the new one
    /// is within what was reserved; above that it is charged anew, out of the reserve: else a rise that is heard late would be in no ledger
    /// @param next what it will be charged later, where that is known
    public static Settled repriced(
            PaidNode node,
            List<Budget> budgets,
            Instant at,
            Money price,
            @Nullable NextPrice next) {
        boolean isSaid = price.equals(node.pricePerHour()) && Objects.equals(next, node.next());
        if (isSaid || isBehind(node, next)) {
            return Settled.unchanged(node);
        }
        Instant since = notBefore(node.billedFrom(), at);
        if (isOtherInThePast(node, since, price)) {
            Settled back = TakenBack.of(node, budgets, since);
            PaidNode other = back.node().priced(node.billedFrom(), price, next);
            Settled held = Dearer.paidFromReserve(other, budgets);
            return charge(held.node(), budgets, node.settledTo(), false)
                    .following(held.following(back));
        }
        Settled before = settle(node, budgets, at);
        return heldFor(
                before.with(before.node().priced(node.billedFrom(), price, next)), budgets, at);
    }

    /// Said before a change that was charged already.
    private static boolean isBehind(PaidNode node, @Nullable NextPrice next) {
        return next != null
                && node.next() == null
                && !next.from().isAfter(node.settledTo())
                && next.perHour().equals(node.pricePerHour());
    }

    /// By more than what rounding could give back twice.
    private static boolean isOtherInThePast(PaidNode node, Instant since, Money price) {
        if (!node.isLaunched() || !since.isBefore(node.settledTo())) {
            return false;
        }
        boolean isDearer = price.compareTo(node.spend().worstPerHour()) > 0;
        Money difference =
                isDearer ? price.minus(node.pricePerHour()) : node.pricePerHour().minus(price);
        return difference.isPositive()
                && difference.perHourFor(Duration.between(since, node.settledTo())).micros() > 2;
    }

    private static Instant notBefore(@Nullable Instant least, Instant at) {
        return least != null && at.isBefore(least) ? least : at;
    }

    /// It is confirmed gone from the bill since an instant: the final charge, not below the minimum, and all else back.
    public static Settled ended(PaidNode node, List<Budget> budgets, Instant at) {
        if (node.billedFrom() == null) {
            Settled rested = Resting.charged(node, budgets, at);
            return released(rested, rested.node().holds());
        }
        Instant end = endOfBill(node, node.billedFrom(), at);
        Settled last =
                end.isBefore(node.settledTo())
                        ? TakenBack.of(node, budgets, end)
                        : charge(node, budgets, end, true);
        return released(last, last.node().holds());
    }

    static Instant endOfBill(PaidNode node, Instant billedFrom, Instant at) {
        Instant least = billedFrom.plus(node.spend().minimumBilling());
        return at.isBefore(least) ? least : at;
    }

    private static Settled released(Settled last, List<Hold> holds) {
        List<Posting> postings = new ArrayList<>(last.postings());
        postings.addAll(Postings.releasing(holds));
        PaidNode node = last.node();
        PaidNode gone =
                node.settled(node.settledTo(), 0, Money.ZERO, List.of())
                        .standing(PaidNode.Standing.ENDED);
        return new Settled(gone, Postings.merged(postings), last.usage());
    }

    /// At a period's boundary, and at the end, the part of a millionth is charged as a whole one, so that no period passes
    /// a debt on to the next.
    static Settled charge(PaidNode node, List<Budget> budgets, Instant to, boolean last) {
        NextPrice next = node.next();
        if (next == null || !next.from().isBefore(to)) {
            return chargeAtOnePrice(node, budgets, to, last);
        }
        Settled before =
                next.from().isAfter(node.settledTo())
                        ? chargeAtOnePrice(node, budgets, next.from(), false)
                        : Settled.unchanged(node);
        Settled held =
                Dearer.paidFromReserve(
                        before.node().priced(node.billedFrom(), next.perHour()), budgets);
        Settled after = chargeAtOnePrice(held.node(), budgets, to, last);
        return after.following(held.following(before));
    }

    private static Settled chargeAtOnePrice(
            PaidNode node, List<Budget> budgets, Instant to, boolean last) {
        List<Posting> postings = new ArrayList<>();
        List<Settled.Usage> usage = new ArrayList<>();
        long carry = node.carry();
        Money total = Money.ZERO;
        for (Span piece : LeaseMath.pieces(new Span(node.settledTo(), to), budgets)) {
            BigInteger accrued = LeaseMath.accrued(node.pricePerHour(), piece.length(), carry);
            boolean whole = last || endsPeriod(piece, budgets);
            Money amount =
                    whole
                            ? LeaseMath.roundedUp(accrued)
                            : new Money(accrued.divide(LeaseMath.HOUR).longValueExact());
            carry = whole ? 0 : accrued.mod(LeaseMath.HOUR).longValueExact();
            total = total.plus(amount);
            usage.add(new Settled.Usage(piece, amount));
            postings.addAll(spending(piece, amount, budgets));
        }
        PaidNode charged = node.settled(to, carry, total, node.holds());
        return holdingTheRest(charged, budgets, postings, usage, node.holds());
    }

    static Settled holdingTheRest(
            PaidNode node,
            List<Budget> budgets,
            List<Posting> spent,
            List<Settled.Usage> usage,
            List<Hold> before) {
        List<Hold> rest =
                node.settledTo().isBefore(node.keptTo())
                        ? LeaseMath.holds(
                                new Span(node.settledTo(), node.keptTo()),
                                node.lease().until(),
                                node.spend().worstPerHour(),
                                node.carry(),
                                budgets)
                        : List.of();
        List<Posting> postings = new ArrayList<>(spent);
        postings.addAll(Postings.releasing(before));
        postings.addAll(Postings.committing(rest));
        PaidNode holding = node.settled(node.settledTo(), node.carry(), Money.ZERO, rest);
        return new Settled(holding, Postings.merged(postings), usage);
    }

    private static boolean endsPeriod(Span piece, List<Budget> budgets) {
        return budgets.stream()
                .anyMatch(b -> b.period().boundaryAfter(piece.from()).equals(piece.to()));
    }

    static List<Posting> spending(Span piece, Money amount, List<Budget> budgets) {
        List<Posting> postings = new ArrayList<>();
        for (Budget budget : budgets) {
            for (Span period : budget.period().at(piece.from())) {
                postings.add(Posting.spending(budget.name(), period, amount));
            }
        }
        return postings;
    }
}
