package io.headroom.provisioning.money;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.budget.BudgetChanged;
import io.headroom.contracts.budget.Lease;
import io.headroom.contracts.budget.LeaseDenied;
import io.headroom.contracts.budget.PurchaseId;
import io.headroom.contracts.budget.SpendDenied;
import io.headroom.contracts.budget.SpendGranted;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.time.VirtualClock;
import io.headroom.platform.bus.InboundEvent;
import io.headroom.platform.inbox.Inbox;
import io.headroom.provisioning.change.Changes;
import io.headroom.provisioning.node.Ends;
import io.headroom.provisioning.node.NodeRow;
import io.headroom.provisioning.node.Nodes;
import io.headroom.provisioning.node.Paid;
import io.headroom.provisioning.purchase.Purchases;
import io.headroom.provisioning.scaling.Refusals;

/// Hears what cost says of money: granted nodes are launched, denied ones are given up, leases that end drain theirs, and a
/// budget that changed takes back what it refused.
@ApplicationScoped
public class SpendAnswers {

    /// Virtual, and real: asking again at once would only be refused again.
    private static final Duration SHORTEST_REFUSAL = Duration.ofSeconds(30);

    private static final Duration SHORTEST_REFUSAL_REAL = Duration.ofSeconds(2);

    private final Inbox inbox;
    private final Nodes nodes;
    private final Refusals refusals;
    private final PaidAttempts paid;
    private final VirtualClock clock;
    private final Purchases purchases;

    @Inject
    SpendAnswers(
            Inbox inbox,
            Nodes nodes,
            Refusals refusals,
            PaidAttempts paid,
            VirtualClock clock,
            Purchases purchases) {
        this.purchases = purchases;
        this.paid = paid;
        this.inbox = inbox;
        this.nodes = nodes;
        this.refusals = refusals;
        this.clock = clock;
    }

    @Incoming("cost")
    public Uni<Void> on(List<InboundEvent> events) {
        return inbox.once(events, this::take);
    }

    private Uni<Void> take(Mutiny.Session session, List<InboundEvent> events) {
        Changes changes = new Changes();
        List<PurchaseId> granted = new ArrayList<>();
        List<Lease> leases = new ArrayList<>();
        List<Refusals.Denial> denials = new ArrayList<>();
        List<InboundEvent> changed = new ArrayList<>();
        Instant soon =
                clock.instant().plus(clock.atLeastReal(SHORTEST_REFUSAL, SHORTEST_REFUSAL_REAL));
        for (InboundEvent event : events) {
            if (event.is(SpendGranted.class)) {
                SpendGranted grant = event.as(SpendGranted.class);
                granted.add(grant.purchase());
                leases.addAll(grant.leases());
                grant.leases()
                        .forEach(
                                lease -> changes.add(lease.node(), r -> paid(r, grant.purchase())));
            } else if (event.is(SpendDenied.class)) {
                denials.add(new Refusals.Denial(event.as(SpendDenied.class), event.time(), soon));
            } else if (event.is(BudgetChanged.class)) {
                changed.add(event);
            } else if (event.is(LeaseDenied.class)) {
                LeaseDenied denied = event.as(LeaseDenied.class);
                changes.add(denied.lease().node(), ends(denied));
            }
        }
        return takenBack(session, changed)
                .chain(() -> refused(session, denials, changes))
                .chain(() -> paid.write(session, leases))
                .chain(() -> nodes.change(session, changes.byNode()))
                .chain(() -> purchases.granted(session, granted, clock.instant()))
                .chain(
                        () ->
                                purchases.denied(
                                        session,
                                        denials.stream().map(d -> d.denied().purchase()).toList(),
                                        clock.instant()));
    }

    /// What was granted for another purchase of the node was for an earlier life.
    private Optional<NodeRow> paid(NodeRow row, PurchaseId purchase) {
        return row.purchase().equals(purchase) ? Paid.by(row, clock.instant()) : Optional.empty();
    }

    private Nodes.Change ends(LeaseDenied denied) {
        Lease lease = denied.lease();
        return Ends.drain(
                lease.drainBy(),
                new NodeReason.LeaseEnds(lease.until(), denied.budget()),
                clock.instant());
    }

    private Uni<Void> takenBack(Mutiny.Session session, List<InboundEvent> changed) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (InboundEvent event : changed) {
            all =
                    all.chain(
                            () ->
                                    refusals.takeBack(
                                            session, event.as(BudgetChanged.class), event.time()));
        }
        return all;
    }

    private Uni<Void> refused(
            Mutiny.Session session, List<Refusals.Denial> denials, Changes changes) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Refusals.Denial denial : denials) {
            all =
                    all.chain(() -> nodes.ofPurchase(session, denial.denied().purchase()))
                            .chain(rows -> refused(session, denial, rows, changes));
        }
        return all;
    }

    private Uni<Void> refused(
            Mutiny.Session session, Refusals.Denial denial, List<NodeRow> rows, Changes changes) {
        Instant now = clock.instant();
        SpendDenied denied = denial.denied();
        NodeReason why = new NodeReason.SpendDeniedBy(denied.budget(), denied.missing());
        for (NodeRow row : rows) {
            changes.add(row.id(), current -> Paid.denied(current, why, now));
        }
        return refusals.add(session, rows.stream().map(NodeRow::node).toList(), denial);
    }
}
