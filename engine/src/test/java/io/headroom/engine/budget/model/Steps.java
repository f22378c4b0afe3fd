package io.headroom.engine.budget.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.PurchaseId;
import io.headroom.contracts.budget.SpendRequested;
import io.headroom.engine.budget.RenewalDecision;
import io.headroom.engine.budget.SpendDecision;
import io.headroom.engine.budget.SpendGuard;
import io.headroom.engine.budget.book.Account;
import io.headroom.engine.budget.book.Accounts;
import io.headroom.engine.budget.book.CapChange;
import io.headroom.engine.budget.lease.LeaseMath;
import io.headroom.engine.budget.lease.PaidNode;
import io.headroom.engine.budget.lease.Settled;
import io.headroom.engine.budget.lease.Settlement;

/// Everything that may happen next. Each step is one transaction or one act: a crash is that the next one never comes, or late.
final class Steps {

    /// What happened, and what the world is then.
    record Step(String name, Moment next) {}

    private final Rules rules;
    private final Moment moment;
    private final List<Step> steps = new ArrayList<>();

    private Steps(Rules rules, Moment moment) {
        this.rules = rules;
        this.moment = moment;
    }

    static List<Step> from(Rules rules, Moment moment) {
        Steps steps = new Steps(rules, moment);
        for (int i = 0; i < moment.machines.size(); i++) {
            boolean turn = i == 0 || moment.machines.get(i - 1).grantedUntil != Machine.NEVER;
            if (turn) {
                steps.desk(i);
                steps.provisioning(i);
                steps.machine(i);
                steps.rest(i);
            }
        }
        steps.changes();
        steps.tick();
        return steps.steps;
    }

    interface Change {
        void on(Moment next, Machine machine);
    }

    private void step(String name, int i, Change change) {
        Moment next = moment.copy();
        change.on(next, next.machines.get(i));
        steps.add(new Step(name + " " + i, next));
    }

    private Instant now() {
        return Rules.at(moment.now);
    }

    private void desk(int i) {
        Machine m = moment.machines.get(i);
        if (m.paid == null) {
            grant(i);
            return;
        }
        PaidNode paid = m.paid;
        if (paid.standing() == PaidNode.Standing.ENDED) {
            return;
        }
        if (paid.standing() == PaidNode.Standing.OPEN && !paid.renewAt().isAfter(now())) {
            renew(i, paid);
        }
        Instant overdue = paid.lease().until().plus(rules.policy().grace());
        if (paid.standing() != PaidNode.Standing.OPEN && !now().isBefore(overdue)) {
            step("desk charges the overdue", i, Steps::chargeOverdue);
        }
        if (m.launched != Machine.NEVER && !m.heardLaunch) {
            step("desk hears of the launch", i, Steps::hearLaunch);
        }
        if (m.died != Machine.NEVER) {
            step("desk hears of the end", i, Steps::hearEnd);
        }
    }

    private void grant(int i) {
        SpendRequested request =
                new SpendRequested(
                        new PurchaseId(new UUID(1, i)), List.of(rules.spend(i)), 0, now());
        if (SpendGuard.decide(request, moment.budgets(), moment.accounts, now(), rules.policy())
                instanceof SpendDecision.Granted granted) {
            step(
                    "desk grants",
                    i,
                    (next, machine) -> {
                        next.accounts =
                                next.accounts.postWithinCaps(granted.postings(), next.budgets());
                        machine.paid = granted.nodes().getFirst();
                        machine.grantedUntil = Rules.tick(machine.paid.lease().drainBy());
                        machine.tell(notice(machine.paid));
                    });
        }
    }

    private void renew(int i, PaidNode paid) {
        RenewalDecision decision =
                SpendGuard.renew(paid, moment.budgets(), moment.accounts, now(), rules.policy());
        step(
                decision instanceof RenewalDecision.Renewed ? "desk renews" : "desk refuses",
                i,
                (next, machine) -> {
                    next.settle(machine, decision.settled());
                    if (decision instanceof RenewalDecision.Renewed) {
                        machine.tell(notice(decision.settled().node()));
                    } else {
                        machine.denied = true;
                    }
                });
    }

    private Machine.Notice notice(PaidNode paid) {
        return new Machine.Notice(
                paid.lease().version(),
                moment.now,
                Rules.tick(LeaseMath.powerOffBy(paid.lease(), rules.policy())));
    }

    private static void hearLaunch(Moment next, Machine machine) {
        PaidNode paid = machine.paid;
        if (paid != null) {
            machine.heardLaunch = true;
            Money price = Rules.PRICES.get(machine.price);
            next.settle(
                    machine,
                    Settlement.launched(
                            paid,
                            SpendGuard.named(next.budgets(), paid.lease()),
                            Rules.at(machine.launched),
                            price));
        }
    }

    private static void hearEnd(Moment next, Machine machine) {
        if (!machine.heardLaunch && machine.launched != Machine.NEVER) {
            hearLaunch(next, machine);
        }
        PaidNode paid = machine.paid;
        if (paid != null) {
            next.settle(
                    machine,
                    Settlement.ended(
                            paid,
                            SpendGuard.named(next.budgets(), paid.lease()),
                            Rules.at(machine.died)));
        }
    }

    private static void chargeOverdue(Moment next, Machine machine) {
        PaidNode paid = machine.paid;
        if (paid != null) {
            Settled kept = overdue(next, paid, paid.keptTo());
            next.settle(machine, kept);
            Settled beyond = overdue(next, kept.node(), Rules.at(next.now));
            next.beyondReserve = next.beyondReserve.plus(beyond.charged());
            next.settle(machine, beyond);
            machine.paid = beyond.node().standing(PaidNode.Standing.OVERDUE);
        }
    }

    private static Settled overdue(Moment next, PaidNode paid, Instant to) {
        Instant now = Rules.at(next.now);
        return Settlement.settle(
                paid, SpendGuard.named(next.budgets(), paid.lease()), to.isBefore(now) ? to : now);
    }

    /// It may hear late, or crash between a call and its note: then the same call comes again, and changes nothing.
    private void provisioning(int i) {
        Machine m = moment.machines.get(i);
        boolean inTime = moment.now < m.grantedUntil || rules.launchesLate();
        if (m.grantedUntil != Machine.NEVER && m.launched == Machine.NEVER && inTime) {
            for (int skew : rules.skews()) {
                step("provider launches, clock behind by " + skew, i, (n, x) -> launch(n, x, skew));
            }
        }
        if (m.denied && m.isAlive() && m.off == Machine.NEVER) {
            step("provisioning ends it", i, (next, x) -> x.off = next.now);
        }
    }

    private void launch(Moment next, Machine machine, int skew) {
        if (machine.rests != Machine.NEVER) {
            machine.endRest(next.now);
        }
        machine.launched = next.now;
        machine.skew = skew;
        machine.deadline =
                rules.knowsAtBoot()
                        ? Math.max(next.now, machine.grantedUntil - rules.margin() + skew)
                        : next.now + Rules.TICKS_WITHOUT_LEASE;
    }

    private void machine(int i) {
        Machine m = moment.machines.get(i);
        if (!m.isAlive()) {
            return;
        }
        if (m.off == Machine.NEVER) {
            for (Machine.Notice notice : m.notices) {
                if (notice.version() > m.version) {
                    step("agent hears lease " + notice.version(), i, (n, x) -> hear(n, x, notice));
                }
            }
            if (moment.now >= m.deadline) {
                step("agent powers off", i, (next, x) -> x.off = next.now);
            }
        } else {
            step("machine is gone", i, (next, x) -> x.die(next.now));
        }
    }

    /// The end is the earlier of two clocks: the wall, which may be behind, and the time since the receipt.
    private static void hear(Moment next, Machine machine, Machine.Notice notice) {
        machine.version = notice.version();
        machine.deadline =
                Math.max(
                        next.now,
                        Math.min(
                                notice.powerOffBy() + machine.skew,
                                next.now + notice.powerOffBy() - notice.issuedAt()));
    }

    private void rest(int i) {
        if (rules.rests()) {
            Rests.of(rules, moment, i).forEach((name, change) -> step(name, i, change));
        }
    }

    private void changes() {
        if (moment.changes >= rules.changes()) {
            return;
        }
        for (int cap = 0; cap < Rules.CAPS.size(); cap++) {
            if (cap != moment.cap && mayBe(Rules.CAPS.get(cap))) {
                int to = cap;
                Moment next = moment.copy();
                next.cap = to;
                next.changes++;
                next.allowed = moment.accounts;
                steps.add(new Step("cap becomes " + Rules.CAPS.get(to), next));
            }
        }
        for (int i = 0; i < moment.machines.size(); i++) {
            Machine m = moment.machines.get(i);
            boolean known = m.isAlive() && m.heardLaunch && m.repricedAt == Machine.NEVER;
            if (known && m.paid != null && m.paid.standing() != PaidNode.Standing.ENDED) {
                step("its price changes", i, Steps::reprice);
            }
        }
    }

    private boolean mayBe(Money cap) {
        Accounts accounts = moment.accounts;
        for (Account account : accounts.all()) {
            if (account.budget().equals("whole")
                    && CapChange.judge(cap, account) instanceof CapChange.BelowSpent) {
                return false;
            }
        }
        return true;
    }

    private static void reprice(Moment next, Machine machine) {
        PaidNode paid = machine.paid;
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

    /// Time passes, unless an agent or a dying machine has to act before it does.
    private void tick() {
        for (Machine m : moment.machines) {
            boolean mustPowerOff =
                    m.isAlive() && m.off == Machine.NEVER && moment.now >= m.deadline;
            boolean mustDie =
                    m.isAlive()
                            && m.off != Machine.NEVER
                            && moment.now >= m.off + Rules.TICKS_TO_END + rules.refuses();
            if (mustPowerOff || mustDie || Rests.mustBeSeenTo(m, moment.now)) {
                return;
            }
        }
        if (moment.now < rules.horizon()) {
            Moment next = moment.copy();
            next.now++;
            steps.add(new Step("tick", next));
        }
    }
}
