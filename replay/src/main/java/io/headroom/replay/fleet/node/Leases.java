package io.headroom.replay.fleet.node;

import java.time.Duration;
import java.time.Instant;

import io.headroom.engine.scaling.fact.Offer;
import io.headroom.replay.fleet.work.Agenda;

/// Leases of the nodes of a replay: paid in advance by what each could be charged at worst, renewed when half is over. What was
/// charged until then is spent at the price that it had.
final class Leases {

    private final Till till;
    private final Agenda agenda;

    Leases(Till till, Agenda agenda) {
        this.till = till;
        this.agenda = agenda;
    }

    /// Another one from now on; false where there is no money for it.
    boolean pay(SimNode node, Instant now) {
        Charges charges = node.charges;
        till.charge(node.id(), charges.unsettled(now));
        boolean paid = till.pay(node.id(), charges.terms(), charges.since(), now);
        if (paid) {
            paid(node, now);
        }
        return paid;
    }

    /// Whether there is money for it as what it would be from now on.
    boolean pays(SimNode node, Offer as, Instant now) {
        return till.pay(node.id(), as, now, now);
    }

    /// It was paid for together with others.
    void paid(SimNode node, Instant now) {
        node.paidAt = now;
        node.paidUntil = now.plus(till.lease());
        agenda.add(now.plus(half()), new Agenda.Entry.LeaseHalf(node.id()));
    }

    /// Not while it is being stopped, nor by the reminder of a stretch before this one.
    boolean isDue(SimNode node, Instant now) {
        return !node.isStopping() && !now.isBefore(node.paidAt.plus(half()));
    }

    private Duration half() {
        return till.lease().dividedBy(2);
    }

    /// What it has been charged is spent; what its lease had beyond that is free again.
    void settle(SimNode node, Instant until) {
        till.settle(node.id(), node.charges.unsettled(until), until);
    }
}
