package io.headroom.engine.budget.model;

import java.util.ArrayList;
import java.util.Arrays;
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

    final Rules rules;
    final Pool pool;

    int now;
    int cap;
    int changes;
    Prices prices = Prices.STEADY;
    Pool.Known<Accounts> accounts;
    List<Machine> machines = new ArrayList<>();

    /// What was held when a cap was lowered may stay, and not grow.
    Pool.Known<Accounts> allowed;

    /// What was charged beyond the reserve of a machine whose end nobody confirmed: the alarm, not the promise.
    Money beyondReserve = Money.ZERO;

    private long @Nullable [] key;
    private int hash;

    private Moment(Rules rules, Pool pool, Pool.Known<Accounts> accounts) {
        this.rules = rules;
        this.pool = pool;
        this.accounts = accounts;
        this.allowed = accounts;
    }

    static Moment first(Rules rules) {
        Pool pool = new Pool();
        Moment moment = new Moment(rules, pool, pool.of(Accounts.of(List.of())));
        moment.cap = rules.cap;
        for (int i = 0; i < rules.machines; i++) {
            moment.machines.add(new Machine());
        }
        return moment;
    }

    Moment copy() {
        Moment next = new Moment(rules, pool, accounts);
        next.now = now;
        next.cap = cap;
        next.changes = changes;
        next.prices = prices;
        next.allowed = allowed;
        next.beyondReserve = beyondReserve;
        machines.forEach(m -> next.machines.add(m.copy()));
        return next;
    }

    List<Budget> budgets() {
        return rules.budgets(cap);
    }

    void settle(Machine machine, Settled settled) {
        accounts = pool.of(accounts.value().post(settled.postings()));
        machine.paid = pool.of(settled.node());
    }

    void settle(Machine machine, Pool.Booked booked) {
        accounts = booked.accounts();
        machine.paid = booked.paid();
        if (!booked.isGranted()) {
            beyondReserve = beyondReserve.plus(booked.beyond());
        }
    }

    /// Nothing more can happen that costs anything.
    boolean isOver() {
        return machines.stream().allMatch(m -> m.heardEnd);
    }

    /// Nothing real may cost more than the books hold for it, no books hold more than their cap, and nothing lives unpaid.
    Optional<String> breach() {
        for (Budget budget : budgets()) {
            for (Account account : accounts.value().all()) {
                if (account.budget().equals(budget.name())) {
                    Optional<String> wrong = breach(budget, account);
                    if (wrong.isPresent()) {
                        return wrong;
                    }
                }
            }
        }
        return machines.stream().flatMap(m -> unpaid(m).stream()).findFirst();
    }

    private Optional<String> breach(Budget budget, Account account) {
        Money cap = cap(budget, account);
        Money most = cap.plus(beyondReserve);
        if (account.held().compareTo(most) > 0) {
            return Optional.of("%s holds %s of %s".formatted(budget.name(), account.held(), most));
        }
        Money real = bill(account.period());
        if (real.compareTo(cap) > 0) {
            return Optional.of(
                    "machines cost %s in the period of %s, over its cap"
                            .formatted(real, budget.name()));
        }
        return real.compareTo(account.held()) > 0
                ? Optional.of(
                        "machines cost %s in the period of %s, which holds %s"
                                .formatted(real, budget.name(), account.held()))
                : Optional.empty();
    }

    /// By how much more than the cap machines have cost in any period.
    Money overCap() {
        Money most = Money.ZERO;
        for (Budget budget : budgets()) {
            for (Account account : accounts.value().all()) {
                if (account.budget().equals(budget.name())) {
                    most = most.max(bill(account.period()).minus(cap(budget, account)));
                }
            }
        }
        return most;
    }

    private Money cap(Budget budget, Account account) {
        return budget.cap(account.period())
                .max(allowed.value().get(budget.name(), account.period()).held());
    }

    private Optional<String> unpaid(Machine machine) {
        if (!machine.isAlive() && machine.rests == Machine.NEVER) {
            return Optional.empty();
        }
        PaidNode paid = machine.lease();
        if (paid == null || paid.standing() == PaidNode.Standing.ENDED) {
            return Optional.of("a machine runs without a lease");
        }
        return Rules.at(now).isAfter(paid.keptTo())
                ? Optional.of("a machine runs beyond what is kept for it")
                : Optional.empty();
    }

    /// What the provider charges for a period up to now.
    private Money bill(Span period) {
        boolean early = period.contains(Rules.at(0));
        boolean late = period.contains(Rules.at(Rules.FULL_HOUR));
        long sum = 0;
        for (Machine machine : machines) {
            sum += (early ? machine.early : 0) + (late ? machine.late : 0);
            if (machine.rests != Machine.NEVER) {
                for (int tick = machine.rests; tick < now; tick++) {
                    sum += Rules.isIn(early, late, tick) ? Rules.DISK.micros() / 60 : 0;
                }
            }
            if (machine.launched != Machine.NEVER) {
                int end = machine.billedTo(now);
                for (int tick = machine.launched; tick < end; tick++) {
                    boolean its = Rules.isIn(early, late, tick);
                    sum += its ? prices.perHour(machine, tick).micros() / 60 : 0;
                }
            }
        }
        return new Money(sum);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Moment that && Arrays.equals(key(), that.key());
    }

    @Override
    public int hashCode() {
        if (hash == 0) {
            hash = Arrays.hashCode(key());
        }
        return hash;
    }

    /// Asked for only once the moment is what it is going to be.
    private long[] key() {
        long[] known = key;
        if (known == null) {
            known = Packed.of(this);
            key = known;
        }
        return known;
    }

    @Override
    public String toString() {
        return "tick %d, cap %s, price %s, %s, %s"
                .formatted(
                        now,
                        Rules.CAPS.get(cap),
                        prices.hasRisen(now) ? prices.to() : Rules.WORST,
                        machines,
                        accounts.value().all().stream()
                                .map(
                                        a ->
                                                "%s spent %s committed %s"
                                                        .formatted(
                                                                a.budget(),
                                                                a.spent(),
                                                                a.committed()))
                                .toList());
    }
}
