package io.headroom.cost.lease;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

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
import io.headroom.cost.budget.standing.BudgetGauges;
import io.headroom.cost.budget.standing.PeriodOpening;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.leader.Epoch;
import io.headroom.platform.leader.Fence;
import io.headroom.platform.loop.Loops;
import io.headroom.platform.loop.WakeableLoop;

/// The leader's loop: renews leases that are due, charges what overruns, and tells agents how long their money lasts.
@Singleton
public final class LeaseLoop {

    /// A renewal is due at half of a lease, 15 s of real time at least: once a second is early enough.
    private static final Duration AT_LEAST_EVERY = Duration.ofSeconds(1);

    /// A notice is for an agent that takes longer to boot. Half doubles the transactions of a busy minute.
    private static final Duration AT_MOST_EVERY = Duration.ofMillis(200);

    /// Real: what another process granted is seen that late at most, long before its node has booted.
    private static final Duration LOOK_ANYWAY = Duration.ofSeconds(2);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

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
    private final AtomicBoolean news = new AtomicBoolean(true);

    /// When the next lease is due, and when that was looked up; on the loop's thread.
    private Instant nextDue = Instant.MIN;

    private long lookedNanos;

    private long openedNanos = System.nanoTime() - AT_LEAST_EVERY.toNanos();

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
        loop = loops.onLeaderUnhurried("leases", AT_LEAST_EVERY, AT_MOST_EVERY, this::turn);
    }

    /// There are leases whose agents were not told yet, or something is due.
    public void wake() {
        news.set(true);
        WakeableLoop started = loop;
        if (started != null) {
            started.wake();
        }
    }

    private void turn(Epoch epoch) {
        boolean begins = notices.begin(epoch);
        if (!news.getAndSet(false) && !begins && hasNothingDue()) {
            return;
        }
        // If this turn fails, the next one looks again.
        nextDue = Instant.MIN;
        LeaseWork work = look();
        List<NodeId> due = work.due();
        if (!due.isEmpty()) {
            inEpoch(epoch, session -> renew(session, due));
            work = look();
        }
        openAndDrain(epoch);
        // After the renewals, which need no bus; and first leases before what became of them.
        notices.tellFresh();
        notices.tell(work.unsaid());
        gauges.refresh();
        nextDue = work.nextDue();
        if (work.hasMore()) {
            wake();
        }
    }

    private boolean hasNothingDue() {
        return clock.instant().isBefore(nextDue)
                && System.nanoTime() - lookedNanos < LOOK_ANYWAY.toNanos();
    }

    private LeaseWork look() {
        lookedNanos = System.nanoTime();
        Instant now = clock.instant();
        return transactions
                .asService(session -> LeaseWork.at(session, now))
                .await()
                .atMost(PATIENCE);
    }

    /// Looks for both in one transaction, once a second at most; what they change is told in the next turn.
    private void openAndDrain(Epoch epoch) {
        if (System.nanoTime() - openedNanos < AT_LEAST_EVERY.toNanos()) {
            return;
        }
        Orders orders = transactions.asService(this::orders).await().atMost(PATIENCE);
        openedNanos = System.nanoTime();
        if (!orders.begun().isEmpty()) {
            inEpoch(epoch, session -> opening.open(session, orders.begun()));
        }
        if (orders.drains()) {
            inEpoch(epoch, drains::run);
        }
        if (orders.drains() || !orders.begun().isEmpty()) {
            wake();
        }
    }

    /// Periods that have begun, and whether anything is to be drained for a budget.
    private record Orders(List<String> begun, boolean drains) {}

    private Uni<Orders> orders(Mutiny.Session session) {
        return opening.due(session)
                .chain(begun -> drains.areAny(session).map(any -> new Orders(begun, any)));
    }

    private void inEpoch(Epoch epoch, Function<Mutiny.Session, Uni<Void>> work) {
        transactions
                .asService(session -> fence.check(session, epoch).chain(() -> work.apply(session)))
                .await()
                .atMost(PATIENCE);
    }

    private Uni<Void> renew(Mutiny.Session session, List<NodeId> due) {
        return store.open(session, due)
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
