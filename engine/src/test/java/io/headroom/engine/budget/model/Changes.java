package io.headroom.engine.budget.model;

import java.util.ArrayList;
import java.util.List;

import io.headroom.contracts.budget.Money;
import io.headroom.engine.budget.SpendGuard;
import io.headroom.engine.budget.book.Account;
import io.headroom.engine.budget.book.CapChange;
import io.headroom.engine.budget.lease.PaidNode;
import io.headroom.engine.budget.lease.Settlement;

/// What changes around the machines: caps and prices.
final class Changes {

    private Changes() {}

    static List<Steps.Step> of(Moment moment) {
        List<Steps.Step> steps = new ArrayList<>();
        if (moment.changes < moment.rules.changes) {
            caps(moment, steps);
            prices(moment, steps);
        }
        rise(moment, steps);
        return steps;
    }

    private static void caps(Moment moment, List<Steps.Step> steps) {
        for (int cap = 0; cap < Rules.CAPS.size(); cap++) {
            if (cap != moment.cap && mayBe(moment, Rules.CAPS.get(cap))) {
                Moment next = moment.copy();
                next.cap = cap;
                next.changes++;
                next.allowed = moment.accounts;
                steps.add(new Steps.Step("cap becomes " + Rules.CAPS.get(cap), next));
            }
        }
    }

    private static boolean mayBe(Moment moment, Money cap) {
        for (Account account : moment.accounts.value().all()) {
            if (account.budget().equals("whole")
                    && CapChange.judge(cap, account) instanceof CapChange.BelowSpent) {
                return false;
            }
        }
        return true;
    }

    private static void prices(Moment moment, List<Steps.Step> steps) {
        for (int i = 0; i < moment.machines.size(); i++) {
            Machine m = moment.machines.get(i);
            if (m.isAlive() && m.heardLaunch && m.repricedAt == Machine.NEVER) {
                steps.add(Steps.step(moment, "its price changes", i, Changes::reprice));
            }
        }
    }

    private static void reprice(Moment next, Machine machine) {
        PaidNode paid = machine.lease();
        if (paid != null) {
            next.changes++;
            machine.price = 1 - machine.price;
            machine.repricedAt = next.now;
            next.settle(
                    machine,
                    Settlement.repriced(
                            paid,
                            SpendGuard.named(next.budgets(), paid.lease()),
                            Rules.at(next.now),
                            Rules.PRICES.get(machine.price)));
        }
    }

    /// Once, and only when something was bought: what is bought later holds the new price from the beginning.
    private static void rise(Moment moment, List<Steps.Step> steps) {
        Rise rise = moment.rules.rise;
        boolean isBought = moment.machines.getFirst().paid != null;
        if (rise != null && moment.prices.saidAt() == Machine.NEVER && isBought) {
            Moment next = moment.copy();
            next.prices = new Prices(moment.now, moment.now + rise.ahead(), rise.to());
            String name = rise.isAnnounced() ? "a rise is announced" : "the list price rises";
            steps.add(new Steps.Step(name, next));
        }
    }

    /// It was said of the machine, and the desk has not heard.
    static boolean isToBeHeard(Moment moment, Machine m) {
        int last = m.died == Machine.NEVER ? moment.now : m.died;
        return m.launched != Machine.NEVER && !m.heardRise && moment.prices.isSaid(last);
    }

    static void hearRise(Moment next, Machine machine) {
        Pool.Known<PaidNode> paid = machine.paid;
        if (paid != null) {
            machine.heardRise = true;
            if (!next.rules.errs(Rise.Mistake.KEEPS_THE_OLD_PRICE)) {
                next.settle(machine, new Desk(next).hearRise(paid, machine));
            }
        }
    }

    /// What the model supposes of a rise: that the desk hears in time.
    static boolean mustBeHeard(Moment moment, Machine m) {
        Rise rise = moment.rules.rise;
        return rise != null
                && isToBeHeard(moment, m)
                && moment.now >= Math.max(moment.prices.saidAt(), m.launched) + rise.within();
    }
}
