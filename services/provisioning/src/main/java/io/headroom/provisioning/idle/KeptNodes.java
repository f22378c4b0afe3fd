package io.headroom.provisioning.idle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.node.KeptFor;
import io.headroom.contracts.node.NodeId;
import io.headroom.engine.scaling.fact.ScalingPlan;
import io.headroom.platform.database.Rows;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.leader.Epoch;
import io.headroom.platform.leader.Fence;

/// What the newest plan said of why each idle or stopped node stays. No event and no version of the node: nobody decides anything by it.
@Singleton
public final class KeptNodes {

    private static final String ALL = "select node, body from kept_node";

    private static final String PUT =
            """
            insert into kept_node as k (node, body)
            select cast(node as uuid), body from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(node text, body text)
            on conflict (node) do update set body = excluded.body
            """;

    private static final String DROP =
            "delete from kept_node where node = any (cast(string_to_array(:nodes, ',') as uuid[]))";

    /// Real: plans come faster while much happens, and then nodes are idle for moments.
    private static final Duration EVERY = Duration.ofSeconds(1);

    private record Line(NodeId node, String body) {}

    private final Transactions transactions;
    private final Fence fence;

    /// What is in the table, as far as this leader knows. For the loop's thread alone.
    private final Map<NodeId, Worded> written = new HashMap<>();

    private Optional<Epoch> leading = Optional.empty();
    private long notedNanos;

    @Inject
    KeptNodes(Transactions transactions, Fence fence) {
        this.transactions = transactions;
        this.fence = fence;
    }

    /// Takes note of a plan; writes what differs from what is written. Waits: for the loop's thread.
    public void note(Epoch epoch, List<ScalingPlan.Kept> kept, Instant now) {
        long nanos = System.nanoTime();
        if (!leading.equals(Optional.of(epoch))) {
            load(nanos);
            leading = Optional.of(epoch);
        } else if (nanos - notedNanos < EVERY.toNanos()) {
            return;
        }
        notedNanos = nanos;
        Map<NodeId, KeptFor> changed = new LinkedHashMap<>();
        Set<NodeId> gone = new LinkedHashSet<>(written.keySet());
        for (ScalingPlan.Kept one : kept) {
            gone.remove(one.node());
            Worded before = written.get(one.node());
            if (before == null || !before.says(one.why(), now, nanos)) {
                changed.put(one.node(), one.why());
            }
        }
        if (changed.isEmpty() && gone.isEmpty()) {
            return;
        }
        transactions
                .asService(
                        session ->
                                fence.check(session, epoch)
                                        .chain(() -> put(session, changed))
                                        .chain(() -> drop(session, gone)))
                .await()
                .indefinitely();
        gone.forEach(written::remove);
        changed.forEach((node, why) -> written.put(node, new Worded(why, nanos)));
    }

    private void load(long nanos) {
        written.clear();
        leading = Optional.empty();
        transactions
                .asService(session -> Rows.list(session, ALL, Map.of(), Line.class))
                .await()
                .indefinitely()
                .forEach(l -> written.put(l.node(), new Worded(read(l), nanos)));
    }

    /// Why these stay; those of which nothing is known are left out.
    public Uni<Map<NodeId, KeptFor>> of(Mutiny.Session session, Collection<NodeId> nodes) {
        if (nodes.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return Rows.list(
                        session,
                        ALL + " where node = any (cast(string_to_array(:nodes, ',') as uuid[]))",
                        Map.of("nodes", Rows.ids(nodes)),
                        Line.class)
                .map(
                        lines ->
                                lines.stream()
                                        .collect(Collectors.toMap(Line::node, KeptNodes::read)));
    }

    private static KeptFor read(Line line) {
        return Rows.read(line.body(), KeptFor.class);
    }

    private static Uni<Void> put(Mutiny.Session session, Map<NodeId, KeptFor> changed) {
        if (changed.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Line> rows = new ArrayList<>();
        changed.forEach((node, why) -> rows.add(new Line(node, Rows.json(why))));
        return Rows.execute(session, PUT, Map.of("rows", Rows.json(rows))).replaceWithVoid();
    }

    private static Uni<Void> drop(Mutiny.Session session, Set<NodeId> gone) {
        return gone.isEmpty()
                ? Uni.createFrom().voidItem()
                : Rows.execute(session, DROP, Map.of("nodes", Rows.ids(gone))).replaceWithVoid();
    }
}
