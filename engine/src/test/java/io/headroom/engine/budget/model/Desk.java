package io.headroom.engine.budget.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.PurchaseId;
import io.headroom.contracts.budget.SpendRequested;
import io.headroom.contracts.node.Node;
import io.headroom.engine.budget.RenewalDecision;
import io.headroom.engine.budget.SpendDecision;
import io.headroom.engine.budget.SpendGuard;
import io.headroom.engine.budget.book.Accounts;
import io.headroom.engine.budget.lease.Billing;
import io.headroom.engine.budget.lease.PaidNode;
import io.headroom.engine.budget.lease.Settled;
import io.headroom.engine.budget.lease.Settlement;
import io.headroom.engine.budget.limit.Budget;

/// The cost service: what its books are when it has decided or heard something. The decisions are the real ones.
final class Desk {

    private final Moment moment;
    private final Rules rules;
    private final Instant now;

    Desk(Moment moment) {
        this.moment = moment;
        this.rules = moment.rules;
        this.now = Rules.at(moment.now);
    }

    /// Empty where the money is not there.
    Optional<Pool.Booked> grant(int i, Money worst) {
        return once("grant", i, (int) worst.micros(), 0, () -> granted(i, worst));
    }

    private Optional<Pool.Booked> granted(int i, Money worst) {
        SpendRequested request =
                new SpendRequested(
                        new PurchaseId(new UUID(1, i)), List.of(rules.spend(i, worst)), 0, now);
        Accounts accounts = moment.accounts.value();
        if (SpendGuard.decide(request, moment.budgets(), accounts, now, rules.policy())
                instanceof SpendDecision.Granted granted) {
            Accounts posted = accounts.postWithinCaps(granted.postings(), moment.budgets());
            return Optional.of(
                    new Pool.Booked(
                            moment.pool.of(granted.nodes().getFirst()),
                            moment.pool.of(posted),
                            true,
                            Money.ZERO));
        }
        return Optional.empty();
    }

    Pool.Booked renew(Pool.Known<PaidNode> paid) {
        return always("renew", paid, 0, 0, () -> renewed(paid.value()));
    }

    private Pool.Booked renewed(PaidNode paid) {
        PaidNode seen = rules.rise == null ? paid : Mistakes.renewing(rules.rise, paid);
        RenewalDecision decision =
                SpendGuard.renew(
                        seen, moment.budgets(), moment.accounts.value(), now, rules.policy());
        Settled settled = decision.settled();
        if (!seen.equals(paid)) {
            settled =
                    new Settled(
                            Mistakes.priced(settled.node(), paid),
                            settled.postings(),
                            settled.usage());
        }
        return booked(settled, decision instanceof RenewalDecision.Renewed, beyondReserve(paid));
    }

    /// What is charged when it is settled now, for the time for which no money was kept: it should have been gone, and may be.
    Money beyondReserve(PaidNode paid) {
        Settled kept = Settlement.settle(paid, paying(paid), earlier(paid.keptTo(), now));
        return Settlement.settle(kept.node(), paying(paid), now).charged();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /// It hears of the launch, by what was said of the machine at a tick.
    Pool.Booked hearLaunch(Pool.Known<PaidNode> paid, Machine m, int saidAt) {
        Node node = said(m, saidAt);
        int price = (int) node.pricePerHour().micros();
        int kind = moment.prices.isSaid(saidAt) ? price : -price;
        return always(
                "launch",
                paid,
                m.launched,
                kind,
                () -> heard(paid.value(), node, Rules.at(m.launched)));
    }

    /// It hears of the rise, some time after it was said.
    Pool.Booked hearRise(Pool.Known<PaidNode> paid, Machine m) {
        int saidAt = Math.max(moment.prices.saidAt(), m.launched);
        return always(
                "rise",
                paid,
                saidAt,
                0,
                () -> heard(paid.value(), said(m, saidAt), Rules.at(saidAt)));
    }

    private Pool.Booked heard(PaidNode paid, Node node, Instant at) {
        boolean late = rules.errs(Rise.Mistake.CHARGES_NOTHING_IN_ARREARS);
        Instant from = late && at.isBefore(paid.settledTo()) ? paid.settledTo() : at;
        Settled heard = Billing.heard(paid, paying(paid), node, node.pricePerHour(), from);
        Money more = chargedBeyond(heard.node()).minus(chargedBeyond(paid)).max(Money.ZERO);
        return booked(heard, false, more);
    }

    /// A rise that is heard when all of the reserve was charged: it lasted for less time than was thought.
    private static Money chargedBeyond(PaidNode paid) {
        return paid.settledTo().isAfter(paid.keptTo())
                ? paid.pricePerHour().perHourFor(Duration.between(paid.keptTo(), paid.settledTo()))
                : Money.ZERO;
    }

    Pool.Booked hearEnd(Pool.Known<PaidNode> paid, Machine m) {
        return always(
                "end", paid, m.died, 0, () -> booked(ended(paid.value(), m), false, Money.ZERO));
    }

    private Settled ended(PaidNode paid, Machine m) {
        Instant at = Rules.at(m.died);
        return rules.errs(Rise.Mistake.ENDS_AT_THE_OLD_PRICE)
                        || rules.errs(Rise.Mistake.KEEPS_THE_OLD_PRICE)
                ? Settlement.ended(paid, paying(paid), at)
                : Billing.ended(paid, paying(paid), said(m, m.died), at);
    }

    /// One that charges nothing in arrears does not look at since when a price holds.
    private Node said(Machine m, int at) {
        Node node = moment.prices.said(m, at);
        return rules.errs(Rise.Mistake.CHARGES_NOTHING_IN_ARREARS)
                ? node.priced(node.pricePerHour(), node.worstPerHour())
                : node;
    }

    List<Budget> paying(PaidNode paid) {
        return SpendGuard.named(moment.budgets(), paid.lease());
    }

    /// It was to be gone and was not said to be.
    Pool.Booked chargeOverdue(Pool.Known<PaidNode> paid) {
        return always("overdue", paid, 0, 0, () -> overdue(paid.value()));
    }

    private Pool.Booked overdue(PaidNode paid) {
        Settled on = Settlement.settle(paid, paying(paid), now);
        PaidNode node = on.node().standing(PaidNode.Standing.OVERDUE);
        return booked(new Settled(node, on.postings(), on.usage()), false, beyondReserve(paid));
    }

    private Pool.Booked booked(Settled settled, boolean isGranted, Money beyond) {
        Accounts posted = moment.accounts.value().post(settled.postings());
        return new Pool.Booked(
                moment.pool.of(settled.node()), moment.pool.of(posted), isGranted, beyond);
    }

    private Pool.Booked always(
            String about,
            Pool.Known<PaidNode> paid,
            int from,
            int to,
            Supplier<Pool.Booked> decision) {
        return once(about, paid.number(), from, to, () -> Optional.of(decision.get()))
                .orElseThrow();
    }

    private Optional<Pool.Booked> once(
            String about, int paid, int from, int to, Supplier<Optional<Pool.Booked>> decision) {
        Pool.Question question =
                new Pool.Question(
                        about,
                        paid,
                        moment.accounts.number(),
                        moment.cap,
                        moment.now,
                        moment.prices.risesAt(),
                        from,
                        to);
        return moment.pool.decide(question, decision);
    }
}
