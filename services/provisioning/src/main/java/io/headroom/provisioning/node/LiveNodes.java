package io.headroom.provisioning.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeState;
import io.headroom.platform.database.Rows;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.leader.Epoch;
import io.headroom.platform.leader.Leadership;

/// The nodes that are not gone, kept in memory for the leader's loops: who has nothing to do asks the database nothing.
///
/// Every change of a node draws the next number, under a lock that lasts until its commit. What commits here is told here; a number
/// that was left out is another process's change, and all is loaded anew.
@Singleton
public final class LiveNodes {

    /// Real: what another process committed is seen that late at most. Half doubles an idle service's queries.
    private static final Duration TRUST = Duration.ofSeconds(1);

    private static final String NUMBER =
            "select cast(value as text) from counter where name = 'node-version'";

    private static final String LIVE =
            "select body from node where state not in ('TERMINATED', 'FAILED') order by id";

    private record Loaded(long number, List<NodeRow> rows) {}

    private final Transactions transactions;

    /// For the loops' threads alone: who commits never waits for a query.
    private final ReentrantLock looking = new ReentrantLock();

    private final SortedMap<NodeId, NodeRow> rows = new TreeMap<>();

    /// What was committed while all is being loaded.
    private final List<NodeRow> meanwhile = new ArrayList<>();

    private Optional<Epoch> epoch = Optional.empty();
    private long number;
    private long lookedNanos;
    private boolean stale = true;
    private boolean loading;

    @Inject
    LiveNodes(Transactions transactions) {
        this.transactions = transactions;
    }

    void start(@Observes StartupEvent event, Leadership leadership) {
        leadership.onLost(_ -> leave());
    }

    /// All of them, by id. Waits: for the threads of loops.
    public List<NodeRow> all(Epoch leading) {
        looking.lock();
        try {
            if (mustLoad(leading) || (isOld() && number() != known())) {
                load();
            }
            return snapshot();
        } finally {
            looking.unlock();
        }
    }

    /// Those in one state, by id.
    public List<NodeRow> in(NodeState state, Epoch leading) {
        return all(leading).stream().filter(r -> r.state() == state).toList();
    }

    /// Takes note of a commit of this process, whose changes have the numbers from `first` on.
    synchronized void committed(long first, List<NodeRow> changed) {
        if (epoch.isEmpty()) {
            return;
        }
        stale |= first > number + 1;
        number = Math.max(number, first + changed.size() - 1);
        changed.forEach(this::apply);
        if (loading) {
            meanwhile.addAll(changed);
        }
    }

    /// Something was written that is not known exactly.
    synchronized void forget() {
        stale = true;
    }

    private synchronized void leave() {
        epoch = Optional.empty();
        stale = true;
        rows.clear();
    }

    private void apply(NodeRow row) {
        NodeRow known = rows.get(row.id());
        if (known == null || known.revision() < row.revision()) {
            if (row.state().isFinal()) {
                rows.remove(row.id());
            } else {
                rows.put(row.id(), row);
            }
        }
    }

    private synchronized boolean mustLoad(Epoch leading) {
        boolean must = stale || !epoch.equals(Optional.of(leading));
        epoch = Optional.of(leading);
        return must;
    }

    private boolean isOld() {
        return System.nanoTime() - lookedNanos > TRUST.toNanos();
    }

    private synchronized long known() {
        return number;
    }

    private long number() {
        long found = transactions.asService(LiveNodes::number).await().indefinitely();
        lookedNanos = System.nanoTime();
        return found;
    }

    private static Uni<Long> number(Mutiny.Session session) {
        return Rows.text(session, NUMBER, Map.of()).map(n -> Long.parseLong(n.orElseThrow()));
    }

    private void load() {
        begin();
        try {
            Loaded loaded =
                    transactions
                            .asService(session -> number(session).chain(n -> loaded(session, n)))
                            .await()
                            .indefinitely();
            lookedNanos = System.nanoTime();
            replace(loaded);
        } catch (RuntimeException e) {
            forget();
            throw e;
        }
    }

    /// What is committed from here on is known, or makes it stale again.
    private synchronized void begin() {
        stale = false;
        loading = true;
        meanwhile.clear();
    }

    private static Uni<Loaded> loaded(Mutiny.Session session, long number) {
        return Rows.texts(session, LIVE, Map.of())
                .map(
                        bodies ->
                                new Loaded(
                                        number,
                                        bodies.stream()
                                                .map(b -> Rows.read(b, NodeRow.class))
                                                .toList()));
    }

    private synchronized void replace(Loaded loaded) {
        rows.clear();
        loaded.rows().forEach(r -> rows.put(r.id(), r));
        long newest = loaded.rows().stream().mapToLong(NodeRow::revision).reduce(0, Math::max);
        number = Math.max(number, Math.max(loaded.number(), newest));
        meanwhile.forEach(this::apply);
        meanwhile.clear();
        loading = false;
    }

    private synchronized List<NodeRow> snapshot() {
        return List.copyOf(rows.values());
    }
}
