package io.headroom.engine.budget.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.headroom.contracts.budget.Money;
import io.headroom.engine.budget.lease.LeaseMath;
import io.headroom.engine.budget.lease.PaidNode;

/// Everything that may happen next. Each step is one transaction or one act: a crash is that the next one never comes, or late.
final class Steps {

    /// What happened, and what the world is then.
    record Step(String name, Moment next) {}

    private final Rules rules;
    private final Moment moment;
    private final Desk desk;
    private final List<Step> steps = new ArrayList<>();

    private Steps(Moment moment) {
        this.rules = moment.rules;
        this.moment = moment;
        this.desk = new Desk(moment);
    }

    static List<Step> from(Moment moment) {
        Steps steps = new Steps(moment);
        if (moment.isOver()) {
            return steps.steps;
        }
        for (int i = 0; i < moment.machines.size(); i++) {
            if (i == 0 || hadItsTurn(moment.machines.get(i - 1))) {
                steps.desk(i);
                steps.provisioning(i);
                steps.machine(i);
                steps.rest(i);
            }
        }
        Changes.of(moment).forEach(steps.steps::add);
        steps.tick();
        return steps.steps;
    }

    private static boolean hadItsTurn(Machine m) {
        return m.grantedUntil != Machine.NEVER || m.heardEnd;
    }

    interface Change {
        void on(Moment next, Machine machine);
    }

    private void step(String name, int i, Change change) {
        steps.add(step(moment, name, i, change));
    }

    static Step step(Moment moment, String name, int i, Change change) {
        Moment next = moment.copy();
        change.on(next, next.machines.get(i));
        return new Step(name, next);
    }

    private void desk(int i) {
        Machine m = moment.machines.get(i);
        if (m.heardEnd) {
            return;
        }
        Pool.Known<PaidNode> known = m.paid;
        if (known == null) {
            grant(i);
            return;
        }
        PaidNode paid = known.value();
        Instant now = Rules.at(moment.now);
        if (paid.standing() == PaidNode.Standing.OPEN && !paid.renewAt().isAfter(now)) {
            renew(i, known);
        }
        Instant overdue = paid.lease().until().plus(rules.policy().grace());
        if (paid.standing() != PaidNode.Standing.OPEN && !now.isBefore(overdue)) {
            step("desk charges the overdue", i, (n, x) -> n.settle(x, desk.chargeOverdue(known)));
        }
        hear(i, m);
    }

    private void grant(int i) {
        grant("desk grants", i, moment.prices.worst(moment.now));
        if (moment.prices.hasRisen(moment.now)) {
            grant("desk grants what was asked for at the old price", i, Rules.WORST);
        }
    }

    private void grant(String name, int i, Money worst) {
        desk.grant(i, worst)
                .ifPresent(
                        booked ->
                                step(
                                        name,
                                        i,
                                        (next, machine) -> {
                                            next.settle(machine, booked);
                                            PaidNode paid = booked.paid().value();
                                            machine.grantedUntil =
                                                    Rules.tick(paid.lease().drainBy());
                                            machine.tell(notice(paid));
                                        }));
    }

    private void renew(int i, Pool.Known<PaidNode> paid) {
        Pool.Booked booked = desk.renew(paid);
        step(
                booked.isGranted() ? "desk renews" : "desk refuses",
                i,
                (next, machine) -> {
                    next.settle(machine, booked);
                    if (booked.isGranted()) {
                        machine.tell(notice(booked.paid().value()));
                    } else {
                        machine.deny();
                    }
                });
    }

    private Machine.Notice notice(PaidNode paid) {
        return new Machine.Notice(
                paid.lease().version(),
                moment.now,
                Rules.tick(LeaseMath.powerOffBy(paid.lease(), rules.policy())));
    }

    /// What is said later overtakes what was said before.
    private void hear(int i, Machine m) {
        if (m.launched != Machine.NEVER && !m.heardLaunch) {
            int last = m.died == Machine.NEVER ? moment.now : m.died;
            step("desk hears of the launch", i, (n, x) -> hearLaunch(n, x, x.launched));
            if (moment.prices.isSaid(last) != moment.prices.isSaid(m.launched)) {
                step("desk hears of the launch and the rise", i, (n, x) -> hearLaunch(n, x, last));
            }
        }
        if (m.heardLaunch && Changes.isToBeHeard(moment, m)) {
            step("desk hears of the rise", i, Changes::hearRise);
        }
        if (m.died != Machine.NEVER) {
            step("desk hears of the end", i, Steps::hearEnd);
        }
    }

    private static void hearLaunch(Moment next, Machine machine, int saidAt) {
        Pool.Known<PaidNode> paid = machine.paid;
        if (paid != null) {
            machine.heardLaunch = true;
            machine.heardRise = next.prices.isSaid(saidAt);
            next.settle(machine, new Desk(next).hearLaunch(paid, machine, saidAt));
        }
    }

    private static void hearEnd(Moment next, Machine machine) {
        if (machine.launched != Machine.NEVER && !machine.heardLaunch) {
            hearLaunch(next, machine, machine.died);
        }
        Pool.Known<PaidNode> paid = machine.paid;
        if (paid != null) {
            next.settle(machine, new Desk(next).hearEnd(paid, machine));
            machine.end(next.prices);
        }
    }

    /// It may hear late, or crash between a call and its note: then the same call comes again, and changes nothing.
    private void provisioning(int i) {
        Machine m = moment.machines.get(i);
        boolean inTime = moment.now < m.grantedUntil || rules.launchesLate;
        if (m.grantedUntil != Machine.NEVER && m.launched == Machine.NEVER && inTime) {
            for (int skew : rules.skews) {
                step("provider launches, clock behind by " + skew, i, (n, x) -> launch(n, x, skew));
            }
        }
        if (m.denied && m.isOn()) {
            step("provisioning ends it", i, (next, x) -> x.powerOff(next.now));
        }
    }

    private void launch(Moment next, Machine machine, int skew) {
        if (machine.rests != Machine.NEVER) {
            machine.endRest(next.now);
        }
        machine.launched = next.now;
        machine.skew = skew;
        machine.deadline =
                rules.knowsAtBoot
                        ? Math.max(next.now, machine.grantedUntil - rules.margin + skew)
                        : next.now + Rules.TICKS_WITHOUT_LEASE;
        machine.grantedUntil = 0;
    }

    private void machine(int i) {
        Machine m = moment.machines.get(i);
        if (!m.isAlive()) {
            return;
        }
        if (m.off == Machine.NEVER) {
            for (Machine.Notice notice : m.notices) {
                step("agent hears lease " + notice.version(), i, (n, x) -> hear(n, x, notice));
            }
            if (moment.now >= m.deadline) {
                step("agent powers off", i, (next, x) -> x.powerOff(next.now));
            }
        } else {
            step("machine is gone", i, (next, x) -> x.die(next.now));
        }
    }

    /// The end is the earlier of two clocks: the wall, which may be behind, and the time since the receipt.
    private static void hear(Moment next, Machine machine, Machine.Notice notice) {
        int wall = notice.powerOffBy() + machine.skew;
        int sinceReceipt = next.now + notice.powerOffBy() - notice.issuedAt();
        machine.hear(notice, Math.max(next.now, Math.min(wall, sinceReceipt)));
    }

    private void rest(int i) {
        if (rules.rests) {
            Rests.of(rules, moment, i).forEach((name, change) -> step(name, i, change));
        }
    }

    /// Time passes, unless an agent or a dying machine has to act before it does, or the desk has to have heard of a rise.
    private void tick() {
        for (Machine m : moment.machines) {
            boolean mustPowerOff = m.isOn() && moment.now >= m.deadline;
            boolean mustDie =
                    m.isAlive()
                            && m.off != Machine.NEVER
                            && moment.now >= m.off + Rules.TICKS_TO_END + rules.refuses;
            if (mustPowerOff
                    || mustDie
                    || Rests.mustBeSeenTo(m, moment.now)
                    || Changes.mustBeHeard(moment, m)) {
                return;
            }
        }
        if (moment.now < rules.horizon) {
            Moment next = moment.copy();
            next.now++;
            steps.add(new Step("tick", next));
        }
    }
}
