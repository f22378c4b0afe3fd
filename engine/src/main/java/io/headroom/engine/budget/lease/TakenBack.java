package io.headroom.engine.budget.lease;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.engine.budget.book.Posting;
import io.headroom.engine.budget.limit.Budget;
import io.headroom.engine.budget.period.Span;

/// Too much was charged because an end, or another price, was heard of late: what was charged before the last change of the price comes back at
/// the price of then.
final class TakenBack {

    private TakenBack() {}

    static Settled of(PaidNode node, List<Budget> budgets, Instant end) {
        List<Posting> postings = new ArrayList<>();
        List<Settled.Usage> usage = new ArrayList<>();
        Money total = Money.ZERO;
        for (Span piece :
                piecesAtOnePrice(new Span(end, node.settledTo()), node.before(), budgets)) {
            BigInteger accrued = LeaseMath.accrued(perHour(node, piece.from()), piece.length(), 0);
            Money back = new Money(-accrued.divide(LeaseMath.HOUR).longValueExact());
            total = total.plus(back);
            usage.add(new Settled.Usage(piece, back));
            postings.addAll(Settlement.spending(piece, back, budgets));
        }
        return new Settled(node.settled(end, 0, total, node.holds()), postings, usage);
    }

    private static Money perHour(PaidNode node, Instant at) {
        PastPrice before = node.before();
        return before != null && at.isBefore(before.until())
                ? before.perHour()
                : node.pricePerHour();
    }

    private static List<Span> piecesAtOnePrice(
            Span span, @Nullable PastPrice before, List<Budget> budgets) {
        if (before == null
                || !span.contains(before.until())
                || before.until().equals(span.from())) {
            return LeaseMath.pieces(span, budgets);
        }
        List<Span> pieces =
                new ArrayList<>(LeaseMath.pieces(new Span(span.from(), before.until()), budgets));
        pieces.addAll(LeaseMath.pieces(new Span(before.until(), span.to()), budgets));
        return pieces;
    }
}
