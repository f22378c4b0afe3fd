package io.headroom.provisioning.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.budget.PurchaseId;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.node.NodeStateChanged;
import io.headroom.platform.database.Commits;
import io.headroom.platform.database.Rows;
import io.headroom.platform.outbox.Outbox;

/// The rows of the nodes: each change of state is a new version and a `NodeStateChanged`, in one transaction.
@Singleton
public final class Nodes {

    /// What becomes of a node; empty leaves it as it is.
    @FunctionalInterface
    public interface Change {
        Optional<NodeRow> of(NodeRow row);
    }

    private final Outbox outbox;
    private final Commits commits;
    private final LiveNodes live;
    private final List<Consumer<NodeRow>> followers = new CopyOnWriteArrayList<>();

    @Inject
    Nodes(Outbox outbox, Commits commits, LiveNodes live) {
        this.outbox = outbox;
        this.commits = commits;
        this.live = live;
    }

    /// Tells of every changed row once its transaction has committed, in this process.
    public void follow(Consumer<NodeRow> follower) {
        followers.add(follower);
    }

    public Uni<Optional<NodeRow>> find(Mutiny.Session session, NodeId id) {
        return rows(session, "select body from node where id = :id", Map.of("id", id.value()))
                .map(rows -> rows.stream().findFirst());
    }

    public Uni<List<NodeRow>> ofPurchase(Mutiny.Session session, PurchaseId id) {
        return rows(
                session,
                "select body from node where purchase = :id order by id",
                Map.of("id", id.value()));
    }

    /// Those of a pool that have not ended.
    public Uni<List<NodeRow>> liveIn(Mutiny.Session session, String pool) {
        return rows(
                session,
                "select body from node where pool = :pool and state not in ('TERMINATED', 'FAILED')"
                        + " order by id",
                Map.of("pool", pool));
    }

    /// Which nodes a page is of; empty words leave open.
    ///
    /// @param tenant whose nodes; `*` for everybody's
    public record Filter(String tenant, String states, String pool) {}

    /// A page of nodes in the order of their ids.
    public Uni<List<NodeRow>> page(Mutiny.Session session, Filter filter, String after, int limit) {
        return rows(
                session,
                "select body from node where (:states = '' or state = any (string_to_array(:states, ',')))"
                        + " and (:pool = '' or pool = :pool) and (:after = '' or cast(id as text) > :after)"
                        + " and (:tenant = '*' or (cast(body as jsonb) -> 'node' ->> 'tenant') = :tenant)"
                        + " order by cast(id as text) limit :most",
                Map.of(
                        "states", filter.states(),
                        "pool", filter.pool(),
                        "tenant", filter.tenant(),
                        "after", after,
                        "most", limit));
    }

    private static Uni<List<NodeRow>> rows(
            Mutiny.Session session, String sql, Map<String, ?> parameters) {
        return Rows.texts(session, sql, parameters)
                .map(bodies -> bodies.stream().map(b -> Rows.read(b, NodeRow.class)).toList());
    }

    /// Writes new nodes; those that are there already, from the same decision made twice, stay.
    public Uni<List<NodeRow>> add(Mutiny.Session session, List<NodeRow> fresh) {
        if (fresh.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return versions(session, fresh.size())
                .chain(
                        first -> {
                            List<NodeRow> numbered = new ArrayList<>();
                            for (NodeRow row : fresh) {
                                long number = first + numbered.size();
                                numbered.add(row.born(row.node().version(number)).revised(number));
                            }
                            List<NodeStateChanged> events =
                                    numbered.stream()
                                            .map(r -> new NodeStateChanged(r.node(), null, r.why()))
                                            .toList();
                            return NodeLines.insert(session, numbered)
                                    .invoke(count -> tell(session, first, numbered, count))
                                    .chain(() -> outbox.add(session, events))
                                    .replaceWith(numbered);
                        });
    }

    /// Changes nodes under their row locks, taken in the order of their ids; answers those that did change.
    public Uni<List<NodeRow>> change(Mutiny.Session session, Map<NodeId, Change> changes) {
        if (changes.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        SortedMap<NodeId, Change> sorted = new TreeMap<>(changes);
        String ids = Rows.ids(sorted.keySet());
        return rows(
                        session,
                        "select body from node where id = any (cast(string_to_array(:ids, ',') as uuid[]))"
                                + " order by id for update",
                        Map.of("ids", ids))
                .chain(found -> apply(session, found, sorted));
    }

    private Uni<List<NodeRow>> apply(
            Mutiny.Session session, List<NodeRow> found, Map<NodeId, Change> changes) {
        List<NodeRow> before = new ArrayList<>();
        List<NodeRow> after = new ArrayList<>();
        for (NodeRow row : found) {
            Change change = Objects.requireNonNull(changes.get(row.id()));
            change.of(row)
                    .ifPresent(
                            next -> {
                                before.add(row);
                                after.add(next);
                            });
        }
        if (after.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return versions(session, after.size())
                .chain(first -> publish(session, before, after, first));
    }

    private Uni<List<NodeRow>> publish(
            Mutiny.Session session, List<NodeRow> before, List<NodeRow> after, long first) {
        List<NodeRow> numbered = new ArrayList<>();
        List<NodeStateChanged> events = new ArrayList<>();
        for (int i = 0; i < after.size(); i++) {
            NodeRow row = after.get(i);
            // What only provisioning knows makes no new version: nobody else would see a
            // difference.
            if (!row.node().equals(before.get(i).node())) {
                Node next = row.node().version(first + i);
                // Who wakes it plans with it anew: it counts as one that is born now.
                boolean born =
                        row.state() == NodeState.REQUESTED
                                && before.get(i).state() == NodeState.WARM;
                row = born ? row.born(next) : row.with(next, row.why());
                events.add(new NodeStateChanged(row.node(), before.get(i).state(), row.why()));
            }
            numbered.add(row.revised(first + i));
        }
        return NodeLines.update(session, numbered)
                .invoke(count -> tell(session, first, numbered, count))
                .chain(() -> outbox.add(session, events))
                .replaceWith(numbered);
    }

    private void tell(Mutiny.Session session, long first, List<NodeRow> rows, int written) {
        commits.after(
                session,
                () -> {
                    if (written == rows.size()) {
                        live.committed(first, rows);
                    } else {
                        live.forget();
                    }
                    rows.forEach(r -> followers.forEach(f -> f.accept(r)));
                });
    }

    /// Draws so many versions; the lock on the counter lasts until the commit, so that versions are in its order.
    private static Uni<Long> versions(Mutiny.Session session, int count) {
        return Rows.text(
                        session,
                        "update counter set value = value + :count where name = 'node-version'"
                                + " returning cast(value as text)",
                        Map.of("count", count))
                .map(last -> Long.parseLong(last.orElseThrow()) - count + 1);
    }
}
