package io.headroom.cost.lease;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.node.NodeId;
import io.headroom.cost.books.BookStore;
import io.headroom.cost.books.Books;
import io.headroom.cost.budget.BudgetGauges;
import io.headroom.cost.budget.PeriodOpening;
import io.headroom.platform.database.Rows;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.leader.Epoch;
import io.headroom.platform.leader.Fence;
import io.headroom.platform.loop.Loops;
import io.headroom.platform.loop.WakeableLoop;

/// The leader's loop: renews leases that are due, charges what overruns, and tells agents how long their money lasts.
@Singleton
public final class LeaseLoop {

    private static final int BATCH = 256;

    /// A renewal is due at half of a lease, 15 s of real time at least: once a second is early enough.
    private static final Duration AT_LEAST_EVERY = Duration.ofSeconds(1);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final String DUE =
            """
            select cast(to_json(node) as text) from lease
            where standing <> 'ended' and renew_at <= cast(cast(:now as text) as timestamptz)
            order by priority desc, renew_at limit 256
            """;

    private final Loops loops;
    private final Transactions transactions;
    private final Fence fence;
    private final BookStore store;
    private final Renewals renewals;
    private final LeaseNotices notices;
    private final BudgetGauges gauges;
    private final Drains drains;
    private final PeriodOpening opening;
    private final InstantSource clock;
    private volatile @Nullable WakeableLoop loop;

    @Inject
    LeaseLoop(
            Loops loops,
            Transactions transactions,
            Fence fence,
            BookStore store,
            Renewals renewals,
            LeaseNotices notices,
            BudgetGauges gauges,
            Drains drains,
            PeriodOpening opening,
            InstantSource clock) {
        this.drains = drains;
        this.opening = opening;
        this.loops = loops;
        this.transactions = transactions;
        this.fence = fence;
        this.store = store;
        this.renewals = renewals;
        this.notices = notices;
        this.gauges = gauges;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        loop = loops.onLeader("leases", AT_LEAST_EVERY, this::turn);
    }

    /// There are leases whose agents were not told yet, or something is due.
    public void wake() {
        WakeableLoop started = loop;
        if (started != null) {
            started.wake();
        }
    }

    private void turn(Epoch epoch) {
        List<NodeId> due =
                transactions
                        .asService(
                                session ->
                                        Rows.documents(
                                                session,
                                                DUE,
                                                Map.of("now", clock.instant().toString())))
                        .map(rows -> rows.stream().map(r -> NodeId.of(r.asText())).toList())
                        .await()
                        .atMost(PATIENCE);
        if (!due.isEmpty()) {
            transactions.asService(session -> renew(session, epoch, due)).await().atMost(PATIENCE);
        }
        openAndDrain(epoch);
        boolean all = notices.tell(epoch);
        gauges.refresh();
        if (due.size() == BATCH || !all) {
            wake();
        }
    }

    private void openAndDrain(Epoch epoch) {
        List<String> begun = transactions.asService(opening::due).await().atMost(PATIENCE);
        if (!begun.isEmpty()) {
            transactions
                    .asService(
                            session ->
                                    fence.check(session, epoch)
                                            .chain(() -> opening.open(session, begun)))
                    .await()
                    .atMost(PATIENCE);
        }
        if (transactions.asService(drains::areAny).await().atMost(PATIENCE)) {
            transactions
                    .asService(
                            session -> fence.check(session, epoch).chain(() -> drains.run(session)))
                    .await()
                    .atMost(PATIENCE);
        }
    }

    private Uni<Void> renew(Mutiny.Session session, Epoch epoch, List<NodeId> due) {
        return fence.check(session, epoch)
                .chain(() -> store.open(session, due))
                .chain(
                        books -> {
                            renewAll(books, due);
                            return store.close(session, books);
                        });
    }

    private void renewAll(Books books, List<NodeId> due) {
        for (NodeId node : due) {
            books.lease(node).ifPresent(lease -> renewals.look(books, lease));
        }
    }
}
