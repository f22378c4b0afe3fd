package io.headroom.cost.lease;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.CostAnomaly;
import io.headroom.contracts.json.DashedEnums;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.node.NodeStateChanged;
import io.headroom.cost.books.BookStore;
import io.headroom.cost.books.Books;
import io.headroom.cost.books.Kind;
import io.headroom.cost.books.LeaseRow;
import io.headroom.cost.books.NodeFacts;
import io.headroom.cost.sql.Sql;
import io.headroom.engine.budget.PaidNode;
import io.headroom.engine.budget.Settled;
import io.headroom.engine.budget.Settlement;
import io.headroom.platform.bus.InboundEvent;
import io.headroom.platform.database.Commits;
import io.headroom.platform.inbox.Inbox;

/// Follows each node's bill: it begins at the launch, changes with the price, and ends when the node is confirmed gone.
@ApplicationScoped
public class NodeBills {

    private static final Logger LOG = Logger.getLogger(NodeBills.class);

    private static final String NODES =
            """
            insert into node as n (node, version, state, milli_gpu, ready_since)
            select node, version, state, milli_gpu, ready_since
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(node uuid, version bigint, state text,
                milli_gpu integer, ready_since timestamptz)
            on conflict (node) do update set version = excluded.version, state = excluded.state,
                milli_gpu = excluded.milli_gpu, ready_since = excluded.ready_since where n.version < excluded.version
            """;

    /// What a node held up to when it was charged explains no future cost; the last one before that still does.
    private static final String FORGET =
            """
            delete from occupancy o using lease l
            where l.node = o.node and l.node = any(cast(string_to_array(:nodes, ',') as uuid[]))
            and exists (select 1 from occupancy later where later.node = o.node and later.version > o.version
                and later.at <= cast(l.doc ->> 'settledTo' as timestamptz))
            """;

    private record NodeChange(
            NodeId node,
            long version,
            String state,
            @JsonProperty("milli_gpu") int milliGpu,
            @JsonProperty("ready_since") @Nullable Instant readySince) {}

    private final Inbox inbox;
    private final BookStore store;
    private final Commits commits;
    private final LeaseLoop loop;

    @Inject
    NodeBills(Inbox inbox, BookStore store, Commits commits, LeaseLoop loop) {
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
        commits.after(session, loop::wake);
        List<NodeId> nodes = changes.stream().map(c -> c.event().node().id()).distinct().toList();
        return store.open(session, nodes)
                .chain(
                        books -> {
                            changes.forEach(change -> apply(books, change));
                            return store.close(session, books)
                                    .chain(() -> write(session, books, nodes));
                        });
    }

    private static Uni<Void> write(Mutiny.Session session, Books books, List<NodeId> nodes) {
        List<NodeChange> rows =
                nodes.stream()
                        .flatMap(n -> books.facts(n).stream())
                        .map(
                                f ->
                                        new NodeChange(
                                                f.node(),
                                                f.version(),
                                                DashedEnums.nameOf(f.state()),
                                                f.milliGpu(),
                                                f.readySince()))
                        .toList();
        String ids = String.join(",", nodes.stream().map(NodeId::toString).toList());
        return Sql.run(session, NODES, Map.of("rows", Sql.json(rows)))
                .chain(() -> Sql.run(session, FORGET, Map.of("nodes", ids)))
                .replaceWithVoid();
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
                        before == null ? List.of() : before.history()));
        books.lease(node.id())
                .filter(lease -> !lease.isOver())
                .ifPresent(lease -> bill(books, lease, change));
    }

    private static @Nullable Instant readySince(Node node, @Nullable NodeFacts before) {
        Instant known = before == null ? null : before.readySince();
        return switch (node.state()) {
            case REQUESTED, LAUNCHING, BOOTING, WARM -> null;
            case READY -> known == null ? node.since() : known;
            case DRAINING, TERMINATING, TERMINATED, FAILED -> known;
        };
    }

    private void bill(Books books, LeaseRow lease, Change change) {
        Node node = change.event().node();
        PaidNode paid = lease.paid();
        if (Renewals.endsBill(node.state())) {
            PaidNode known = begun(books, lease, node);
            LeaseRow current = new LeaseRow(lease.purchase(), known);
            Settled end = Settlement.ended(known, books.paying(known), node.since());
            books.settled(current, end, Kind.RELEASE);
            return;
        }
        if (node.launchedAt() != null && hasStarted(node)) {
            Instant at = paid.isLaunched() ? change.at() : launchedAt(paid, node);
            Settled settled =
                    Settlement.launched(paid, books.paying(paid), at, node.pricePerHour());
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
                Settlement.launched(
                        paid, books.paying(paid), node.launchedAt(), node.pricePerHour());
        books.settled(lease, settled, Kind.USAGE);
        return settled.node();
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
