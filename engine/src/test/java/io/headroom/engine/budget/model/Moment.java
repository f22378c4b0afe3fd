package io.headroom.engine.budget.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.engine.budget.book.Account;
import io.headroom.engine.budget.book.Accounts;
import io.headroom.engine.budget.lease.PaidNode;
import io.headroom.engine.budget.lease.Settled;
import io.headroom.engine.budget.limit.Budget;
import io.headroom.engine.budget.period.Span;

/// A state of the whole world. An action copies it, and changes the copy.
final class Moment {

    int now;
    int cap;
    int changes;
    Accounts accounts = Accounts.of(List.of());
    List<Machine> machines = new ArrayList<>();

    /// What was held when a cap was lowered may stay, and not grow.
    Accounts allowed = Accounts.of(List.of());

    /// What was charged beyond the reserve of a machine whose end nobody confirmed: the alarm, not the promise.
    Money beyondReserve = Money.ZERO;

    private @Nullable Object key;
    private int hash;

    static Moment first(Rules rules) {
        Moment moment = new Moment();
        for (int i = 0; i < rules.machines(); i++) {
            moment.machines.add(new Machine());
        }
        return moment;
    }

    Moment copy() {
        Moment next = new Moment();
        next.now = now;
        next.cap = cap;
        next.changes = changes;
        next.accounts = accounts;
        next.allowed = allowed;
        next.beyondReserve = beyondReserve;
        machines.forEach(m -> next.machines.add(m.copy()));
        return next;
    }

    List<Budget> budgets() {
        return Rules.budgets(Rules.CAPS.get(cap));
    }

    void settle(Machine machine, Settled settled) {
        accounts = accounts.post(settled.postings());
        machine.paid = settled.node();
    }

    /// Nothing real may cost more than the books hold for it, no books hold more than their cap, and nothing lives unpaid.
    Optional<String> breach() {
        for (Budget budget : budgets()) {
            for (Account account : accounts.all()) {
                if (account.budget().equals(budget.name())) {
                    Money most = cap(budget, account).plus(beyondReserve);
                    if (account.held().compareTo(most) > 0) {
                        return Optional.of(
                                "%s holds %s of %s".formatted(budget.name(), account.held(), most));
                    }
                }
            }
            for (Account account : accounts.all()) {
                boolean its = account.budget().equals(budget.name());
                Money real = bill(account.period());
                if (its && real.compareTo(cap(budget, account)) > 0) {
                    return Optional.of(
                            "machines cost %s in the period of %s, over its cap"
                                    .formatted(real, budget.name()));
                }
                if (its && real.compareTo(account.held()) > 0) {
                    return Optional.of(
                            "machines cost %s in the period of %s, which holds %s"
                                    .formatted(real, budget.name(), account.held()));
                }
            }
        }
        return machines.stream().flatMap(m -> unpaid(m).stream()).findFirst();
    }

    private Money cap(Budget budget, Account account) {
        return budget.cap(account.period())
                .max(allowed.get(budget.name(), account.period()).held());
    }

    private Optional<String> unpaid(Machine machine) {
        if (!machine.isAlive() && machine.rests == Machine.NEVER) {
            return Optional.empty();
        }
        PaidNode paid = machine.paid;
        if (paid == null || paid.standing() == PaidNode.Standing.ENDED) {
            return Optional.of("a machine runs without a lease");
        }
        return Rules.at(now).isAfter(paid.keptTo())
                ? Optional.of("a machine runs beyond what is kept for it")
                : Optional.empty();
    }

    /// What the provider charges for a period up to now.
    private Money bill(Span period) {
        Money sum = Money.ZERO;
        for (Machine machine : machines) {
            for (Machine.Past past : machine.past) {
                sum = sum.plus(ticks(period, past.from(), past.to(), past.perHour()));
            }
            if (machine.rests != Machine.NEVER) {
                sum = sum.plus(ticks(period, machine.rests, now, Rules.DISK));
            }
            if (machine.launched == Machine.NEVER) {
                continue;
            }
            int end = machine.died == Machine.NEVER ? now : machine.died;
            end = Math.max(end, machine.launched + Rules.TICKS_BILLED_AT_LEAST);
            for (int tick = machine.launched; tick < end; tick++) {
                if (period.contains(Rules.at(tick))) {
                    boolean first =
                            machine.repricedAt == Machine.NEVER || tick < machine.repricedAt;
                    Money perHour = Rules.PRICES.get(first ? 1 - machine.price : machine.price);
                    sum = sum.plus(new Money(perHour(machine, perHour).micros() / 60));
                }
            }
        }
        return sum;
    }

    private static Money ticks(Span period, int from, int to, Money perHour) {
        Money sum = Money.ZERO;
        for (int tick = from; tick < to; tick++) {
            if (period.contains(Rules.at(tick))) {
                sum = sum.plus(new Money(perHour.micros() / 60));
            }
        }
        return sum;
    }

    private static Money perHour(Machine machine, Money changed) {
        return machine.repricedAt == Machine.NEVER ? Rules.PRICES.get(machine.price) : changed;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Moment that && key().equals(that.key());
    }

    @Override
    public int hashCode() {
        if (hash == 0) {
            hash = key().hashCode();
        }
        return hash;
    }

    /// Asked for only once the moment is what it is going to be.
    private Object key() {
        Object known = key;
        if (known == null) {
            known =
                    List.of(
                            now,
                            cap,
                            changes,
                            accounts.all(),
                            allowed.all(),
                            beyondReserve,
                            machines.stream().map(Machine::key).toList());
            key = known;
        }
        return known;
    }

    @Override
    public String toString() {
        return "tick %d, cap %s, %s, %s"
                .formatted(now, Rules.CAPS.get(cap), machines, accounts.all());
    }
}
