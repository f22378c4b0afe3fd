package io.headroom.engine.budget.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.headroom.contracts.budget.NodeSpend;
import io.headroom.contracts.budget.PurchaseId;
import io.headroom.contracts.budget.SpendRequested;
import io.headroom.engine.budget.SpendDecision;
import io.headroom.engine.budget.SpendGuard;
import io.headroom.engine.budget.book.Accounts;
import io.headroom.engine.budget.lease.LeaseMath;
import io.headroom.engine.budget.lease.PaidNode;
import io.headroom.engine.budget.lease.Resting;
import io.headroom.engine.budget.lease.Settled;

/// What may happen to a machine that is stopped, and woken. The desk may hear of the stop at any time after it: before the wake is asked
/// for, after it was granted, or never.
final class Rests {

    private Rests() {}

    static Map<String, Steps.Change> of(Rules rules, Moment moment, int i) {
        Map<String, Steps.Change> steps = new LinkedHashMap<>();
        Machine m = moment.machines.get(i);
        PaidNode paid = m.lease();
        if (paid == null) {
            return steps;
        }
        boolean runsLongEnough = m.isOn() && moment.now >= m.launched + Rules.TICKS_BILLED_AT_LEAST;
        if (runsLongEnough && m.heardLaunch && m.stopped == Machine.NEVER) {
            steps.put("provider stops it", (next, x) -> x.rest(next.prices, next.now));
        }
        boolean unheard = m.stopped != Machine.NEVER && !m.heardStop;
        if (unheard) {
            steps.put("desk hears of the stop", Rests::hearStop);
        }
        boolean asleep = m.rests != Machine.NEVER;
        if (asleep && m.grantedUntil == Machine.NEVER) {
            wake(rules, moment, i, paid, steps);
        }
        if (asleep && m.denied) {
            steps.put("provisioning ends it at rest", Rests::endAtRest);
        }
        return steps;
    }

    /// What is heard after the wake was granted is of an earlier life.
    private static void hearStop(Moment next, Machine machine) {
        PaidNode paid = machine.lease();
        machine.heardStop = true;
        if (paid != null
                && paid.spend().woken() == null
                && paid.standing() != PaidNode.Standing.ENDED) {
            next.settle(
                    machine,
                    Resting.stopped(
                            paid,
                            SpendGuard.named(next.budgets(), paid.lease()),
                            Rules.at(machine.stopped),
                            Rules.DISK));
        }
    }

    private static void endAtRest(Moment next, Machine machine) {
        machine.endRest(next.now);
        machine.died = next.now;
        machine.denied = false;
        machine.grantedUntil = Machine.NEVER;
    }

    /// It has no agent that ends it: only who renews it or ends it in time keeps its lease from being outlived.
    static boolean mustBeSeenTo(Machine machine, int now) {
        PaidNode paid = machine.lease();
        return machine.rests != Machine.NEVER
                && paid != null
                && now >= Rules.tick(paid.lease().until());
    }

    private static void wake(
            Rules rules, Moment moment, int i, PaidNode paid, Map<String, Steps.Change> steps) {
        Machine m = moment.machines.get(i);
        NodeSpend.Woken woken = new NodeSpend.Woken(1, Rules.at(m.stopped), Rules.DISK);
        NodeSpend plain = rules.spend(i, Rules.WORST);
        NodeSpend spend =
                new NodeSpend(
                        plain.node(),
                        plain.attributes(),
                        plain.worstPerHour(),
                        plain.minimumBilling(),
                        plain.timeToTerminate(),
                        woken);
        SpendRequested request =
                new SpendRequested(
                        new PurchaseId(new UUID(2, i)), List.of(spend), 0, Rules.at(moment.now));
        Settled over =
                Resting.over(
                        paid,
                        SpendGuard.named(moment.budgets(), paid.lease()),
                        woken,
                        Rules.at(moment.now));
        Accounts rested = moment.accounts.value().post(over.postings());
        if (SpendGuard.decide(
                        request, moment.budgets(), rested, Rules.at(moment.now), rules.policy())
                instanceof SpendDecision.Granted granted) {
            steps.put(
                    "desk grants the wake",
                    (next, x) -> {
                        next.accounts =
                                next.pool.of(
                                        rested.postWithinCaps(granted.postings(), next.budgets()));
                        PaidNode lease =
                                granted.nodes().getFirst().numberedAfter(paid.lease().version());
                        x.paid = next.pool.of(lease);
                        x.grantedUntil = Rules.tick(lease.lease().drainBy());
                        x.tell(
                                new Machine.Notice(
                                        lease.lease().version(),
                                        next.now,
                                        Rules.tick(
                                                LeaseMath.powerOffBy(
                                                        lease.lease(), rules.policy()))));
                    });
        }
    }
}
