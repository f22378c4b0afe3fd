package io.headroom.cost.lease;

import java.time.Instant;
import java.util.List;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.CostAnomaly;
import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.node.NodeStateChanged;
import io.headroom.cost.books.BookStore;
import io.headroom.cost.books.Books;
import io.headroom.cost.books.Books.Kind;
import io.headroom.cost.books.LeaseRow;
import io.headroom.cost.books.NodeFacts;
import io.headroom.cost.commitment.CoverRows;
import io.headroom.cost.ledger.Corrections;
import io.headroom.engine.budget.lease.Billing;
import io.headroom.engine.budget.lease.PaidNode;
import io.headroom.engine.budget.lease.Resting;
import io.headroom.engine.budget.lease.Settled;
import io.headroom.platform.bus.InboundEvent;
import io.headroom.platform.database.Commits;
import io.headroom.platform.inbox.Inbox;

/// Follows each node's bill: it begins at the launch, changes with the price, and ends when the node is confirmed gone.
@ApplicationScoped
public class NodeBills {

    private static final Logger LOG = Logger.getLogger(NodeBills.class);

    private final Inbox inbox;
    private final BookStore store;
    private final Commits commits;
    private final LeaseLoop loop;
    private final Corrections corrections;

    @Inject
    NodeBills(
            Inbox inbox,
            BookStore store,
            Commits commits,
            LeaseLoop loop,
            Corrections corrections) {
        this.corrections = corrections;
        this.inbox = inbox;
        this.store = store;
        this.commits = commits;
        this.loop = loop;
    }

    private record Change(NodeStateChanged event, Instant at) {}

    @Incoming("node-states")
    Uni<Void> onNodeStateChanged(List<InboundEvent> events) {
        return inbox.once(
                events,
                (session, fresh) ->
                        follow(
                                session,
                                fresh.stream()
                                        .map(
                                                e ->
                                                        new Change(
                                                                e.as(NodeStateChanged.class),
                                                                e.time()))
                                        .toList()));
    }

    private Uni<Void> follow(Mutiny.Session session, List<Change> changes) {
        List<NodeId> nodes = changes.stream().map(c -> c.event().node().id()).distinct().toList();
        return store.open(session, nodes)
                .chain(
                        books -> {
                            changes.forEach(change -> apply(books, change));
                            if (!books.changedLeases().isEmpty()) {
                                commits.after(session, loop::wake);
                            }
                            return store.close(session, books)
                                    .chain(() -> NodeRows.write(session, books, nodes))
                                    .chain(() -> CoverRows.heard(session, said(changes)))
                                    .chain(
                                            () ->
                                                    corrections.neverReady(
                                                            session,
                                                            boughtForNothing(changes, books)));
                        });
    }

    private static List<Node> said(List<Change> changes) {
        return changes.stream().map(c -> c.event().node()).toList();
    }

    private static List<NodeId> boughtForNothing(List<Change> changes, Books books) {
        return changes.stream()
                .map(c -> c.event().node())
                .filter(n -> n.state().isFinal())
                .map(Node::id)
                .filter(n -> books.facts(n).filter(f -> f.readySince() == null).isPresent())
                .distinct()
                .toList();
    }

    private void apply(Books books, Change change) {
        Node node = change.event().node();
        NodeFacts before = books.facts(node.id()).orElse(null);
        if (before != null && before.version() >= node.version()) {
            return;
        }
        books.learn(
                new NodeFacts(
                        node.id(),
                        node.version(),
                        node.state(),
                        node.gpus() * 1000,
                        readySince(node, before),
                        node.providerId(),
                        node.template().gpuModel().label(),
                        before == null ? List.of() : before.history()));
        books.lease(node.id())
                .filter(lease -> !lease.isOver())
                .ifPresent(lease -> bill(books, lease, change));
    }

    private static @Nullable Instant readySince(Node node, @Nullable NodeFacts before) {
        Instant known = before == null ? null : before.readySince();
        return switch (node.state()) {
            case REQUESTED, LAUNCHING, BOOTING -> null;
            case READY -> known == null ? node.since() : known;
            // A stopped node could hold something, and holds nothing: its disk idles.
            case WARM, DRAINING, TERMINATING, TERMINATED, FAILED -> known;
        };
    }

    private void bill(Books books, LeaseRow lease, Change change) {
        Node node = change.event().node();
        PaidNode paid = lease.paid();
        if (Wakes.isOfEarlierLife(node, paid)) {
            return;
        }
        if (node.state() == NodeState.WARM) {
            PaidNode known = begun(books, lease, node);
            Settled rest =
                    Resting.stopped(known, books.paying(known), node.since(), node.pricePerHour());
            books.settled(new LeaseRow(lease.purchase(), known), rest, Kind.RELEASE);
            return;
        }
        if (Renewals.endsBill(node.state())) {
            PaidNode known = begun(books, lease, node);
            LeaseRow current = new LeaseRow(lease.purchase(), known);
            Settled end = Billing.ended(known, books.paying(known), node, node.since());
            books.settled(current, end, Kind.RELEASE);
            return;
        }
        if (node.launchedAt() != null && hasStarted(node)) {
            Instant at = paid.isLaunched() ? change.at() : launchedAt(paid, node);
            Settled settled =
                    Billing.heard(paid, books.paying(paid), node, node.pricePerHour(), at);
            if (!settled.node().equals(paid)) {
                books.settled(lease, settled, Kind.USAGE);
                warnOfPrice(books, lease, node);
            }
        }
    }

    /// A node that ended before its launch was heard of has a bill all the same.
    private static PaidNode begun(Books books, LeaseRow lease, Node node) {
        PaidNode paid = lease.paid();
        if (paid.isLaunched()
                || node.launchedAt() == null
                || node.launchedAt().isAfter(node.since())) {
            return paid;
        }
        if (isOfEarlierLife(node.launchedAt(), paid)) {
            return paid;
        }
        Settled settled =
                Billing.heard(
                        paid,
                        books.paying(paid),
                        node,
                        priceWhileOn(node, paid),
                        node.launchedAt());
        books.settled(lease, settled, Kind.USAGE);
        return settled.node();
    }

    /// The price of a stopped node is its disk's.
    private static Money priceWhileOn(Node node, PaidNode paid) {
        return node.state() == NodeState.WARM ? paid.pricePerHour() : node.pricePerHour();
    }

    private static boolean hasStarted(Node node) {
        return node.state() != NodeState.REQUESTED && node.state() != NodeState.LAUNCHING;
    }

    /// A woken node may still carry the launch of its earlier life.
    private static Instant launchedAt(PaidNode paid, Node node) {
        Instant launched = node.launchedAt();
        return launched == null || isOfEarlierLife(launched, paid) ? node.since() : launched;
    }

    /// Providers tell the launch by the second: a little before the grant it is still this life's.
    private static boolean isOfEarlierLife(Instant launched, PaidNode paid) {
        return launched.isBefore(paid.lease().from().minusSeconds(60));
    }

    private static void warnOfPrice(Books books, LeaseRow lease, Node node) {
        if (node.pricePerHour().compareTo(lease.paid().spend().worstPerHour()) > 0) {
            String detail =
                    "node %s is charged %s an hour, more than the %s that were reserved"
                            .formatted(
                                    node.id(),
                                    node.pricePerHour(),
                                    lease.paid().spend().worstPerHour());
            LOG.error(detail);
            books.say(
                    new CostAnomaly(
                            node.id(),
                            lease.paid().lease().version(),
                            "above-worst-price",
                            detail,
                            books.now()));
        }
    }
}
