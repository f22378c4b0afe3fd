package io.headroom.cost.lease;

import java.time.Duration;
import java.time.Instant;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

import io.headroom.contracts.budget.CostAnomaly;
import io.headroom.contracts.budget.LeaseDenied;
import io.headroom.contracts.budget.LeaseRenewed;
import io.headroom.contracts.json.DashedEnums;
import io.headroom.contracts.node.NodeState;
import io.headroom.cost.books.Books;
import io.headroom.cost.books.Books.Kind;
import io.headroom.cost.books.LeaseRow;
import io.headroom.engine.budget.RenewalDecision;
import io.headroom.engine.budget.SpendDecision;
import io.headroom.engine.budget.SpendGuard;
import io.headroom.engine.budget.lease.LeasePolicy;
import io.headroom.engine.budget.lease.PaidNode;
import io.headroom.engine.budget.lease.Settled;
import io.headroom.engine.budget.lease.Settlement;

/// What becomes of a lease that is due: it goes on, it ends, or its node is charged although it should be gone.
@Singleton
final class Renewals {

    private static final Logger LOG = Logger.getLogger(Renewals.class);

    private final LeasePolicy policy;
    private final MeterRegistry meters;

    @Inject
    Renewals(LeasePolicy policy, MeterRegistry meters) {
        this.policy = policy;
        this.meters = meters;
    }

    void look(Books books, LeaseRow lease) {
        PaidNode paid = lease.paid();
        if (paid.renewAt().isAfter(books.now())) {
            return;
        }
        switch (paid.standing()) {
            case OPEN -> {
                if (isInLife(books, lease)) {
                    renew(books, lease);
                } else {
                    outlive(books, lease);
                }
            }
            case REFUSED, OVERDUE -> outlive(books, lease);
            case ENDED -> {}
        }
    }

    /// A node that provisioning has not spoken of, that is being ended or is gone needs no more time than it has.
    private static boolean isInLife(Books books, LeaseRow lease) {
        return books.facts(lease.node())
                .map(
                        f ->
                                switch (f.state()) {
                                    case REQUESTED, LAUNCHING, BOOTING, READY, WARM, DRAINING ->
                                            true;
                                    case TERMINATING, TERMINATED, FAILED -> false;
                                })
                .orElse(false);
    }

    private void renew(Books books, LeaseRow lease) {
        switch (SpendGuard.renew(
                lease.paid(), books.budgets(), books.accounts(), books.now(), policy)) {
            case RenewalDecision.Renewed renewed -> {
                books.renewed(lease, renewed.settled());
                books.say(new LeaseRenewed(renewed.settled().node().lease()));
            }
            case RenewalDecision.Refused refused -> deny(books, lease, refused);
        }
    }

    /// It is not renewed, though it may not be due yet: a drain has chosen it.
    void drain(Books books, LeaseRow lease, String budget) {
        deny(
                books,
                lease,
                SpendGuard.refuse(
                        lease.paid(),
                        books.budgets(),
                        budget,
                        SpendDecision.Rule.DRAIN,
                        books.now()));
    }

    private void deny(Books books, LeaseRow lease, RenewalDecision.Refused refused) {
        Settled settled = refused.settled();
        PaidNode node = settled.node().dueAt(overdueFrom(settled.node()));
        books.settled(lease, new Settled(node, settled.postings(), settled.usage()), Kind.RENEW);
        books.say(
                new LeaseDenied(
                        node.lease(),
                        refused.by(),
                        refused.missing(),
                        DashedEnums.nameOf(refused.rule())));
        LOG.warnf(
                "lease of node %s is not renewed: budget %s refuses (%s, %s missing); it ends at %s",
                lease.node(),
                refused.by(),
                DashedEnums.nameOf(refused.rule()),
                refused.missing(),
                node.lease().until());
    }

    /// Its end is waited for; after that it is charged on, whatever its budgets say, until it is confirmed gone: out of the
    /// reserve that was kept for it, as long as that lasts.
    private void outlive(Books books, LeaseRow lease) {
        PaidNode paid = lease.paid();
        Instant overdue = overdueFrom(paid);
        if (books.now().isBefore(overdue)) {
            books.keep(new LeaseRow(lease.purchase(), paid.dueAt(overdue)));
            return;
        }
        if (paid.standing() != PaidNode.Standing.OVERDUE) {
            alarm(
                    books,
                    paid,
                    "runs-beyond-lease",
                    "node %s is not confirmed gone though its lease ended at %s: it is charged on, until %s from the reserve kept for it"
                            .formatted(lease.node(), paid.lease().until(), paid.keptTo()));
        }
        if (paid.isLaunched() && usesUpItsReserve(paid, books.now())) {
            alarm(
                    books,
                    paid,
                    "beyond-reserve",
                    "node %s is not confirmed gone, and the reserve kept for it lasted until %s: from now on a cap may be passed"
                            .formatted(lease.node(), paid.keptTo()));
        }
        Settled settled = Settlement.settle(paid, books.paying(paid), books.now());
        meters.counter("headroom.overrun.dollars").increment(overrun(paid, books.now()));
        PaidNode node =
                settled.node()
                        .standing(PaidNode.Standing.OVERDUE)
                        .dueAt(books.now().plus(policy.grace()));
        books.settled(lease, new Settled(node, settled.postings(), settled.usage()), Kind.USAGE);
    }

    private static void alarm(Books books, PaidNode paid, String kind, String detail) {
        LOG.error(detail);
        books.say(
                new CostAnomaly(
                        paid.spend().node(), paid.lease().version(), kind, detail, books.now()));
    }

    private static boolean usesUpItsReserve(PaidNode paid, Instant now) {
        return paid.settledTo().isBefore(paid.keptTo()) && !now.isBefore(paid.keptTo());
    }

    /// What it is charged now for the time after its lease.
    private static double overrun(PaidNode paid, Instant now) {
        Instant end = paid.lease().until();
        Instant from = paid.settledTo().isBefore(end) ? end : paid.settledTo();
        return paid.isLaunched()
                ? paid.pricePerHour().perHourFor(Duration.between(from, now)).micros() / 1e6
                : 0;
    }

    private Instant overdueFrom(PaidNode node) {
        return node.lease().until().plus(policy.grace());
    }

    /// Whether a state says that nothing is billed any more.
    static boolean endsBill(NodeState state) {
        return switch (state) {
            case TERMINATED, FAILED -> true;
            case REQUESTED, LAUNCHING, BOOTING, READY, WARM, DRAINING, TERMINATING -> false;
        };
    }
}
