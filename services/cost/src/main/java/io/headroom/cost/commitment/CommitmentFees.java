package io.headroom.cost.commitment;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

import io.headroom.contracts.budget.SpendAttributes;
import io.headroom.cost.books.BookStore;
import io.headroom.cost.books.Books;
import io.headroom.engine.budget.book.Posting;
import io.headroom.engine.price.CommitmentFee;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.leader.Epoch;
import io.headroom.platform.leader.Fence;
import io.headroom.platform.leader.Leadership;
import io.headroom.platform.time.VirtualTimer;

/// Charges the fees of commitments: the ledger has what was used and what idled apart, and each budget's period keeps the rest of what it will
/// cost. They are due whatever a budget says.
@Singleton
final class CommitmentFees {

    private static final Logger LOG = Logger.getLogger(CommitmentFees.class);

    /// The ledger has a fee that late at most. Half writes twice as many rows, twice makes figures older.
    private static final Duration EVERY = Duration.ofSeconds(20);

    private static final Duration AT_MOST_EVERY = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final BookStore store;
    private final Transactions transactions;
    private final Leadership leadership;
    private final Fence fence;
    private final MeterRegistry meters;
    private final Duration heardWithin;

    /// @param heardWithin what machines used of it is heard by then; what is heard later counts as idle
    @Inject
    CommitmentFees(
            BookStore store,
            Transactions transactions,
            Leadership leadership,
            Fence fence,
            MeterRegistry meters,
            @ConfigProperty(name = "headroom.commitments.heard-within", defaultValue = "PT20S")
                    Duration heardWithin) {
        this.store = store;
        this.transactions = transactions;
        this.leadership = leadership;
        this.fence = fence;
        this.meters = meters;
        this.heardWithin = heardWithin;
    }

    void start(@Observes StartupEvent event, VirtualTimer timer) {
        timer.every(EVERY, AT_MOST_EVERY, () -> leadership.current().ifPresent(this::charge));
    }

    private void charge(Epoch epoch) {
        List<CommitmentRow> open =
                transactions.asService(CommitmentRows::open).await().atMost(PATIENCE);
        for (CommitmentRow commitment : open) {
            transactions
                    .asService(
                            session ->
                                    fence.check(session, epoch)
                                            .chain(() -> store.open(session, List.of()))
                                            .chain(
                                                    books ->
                                                            charge(
                                                                    session,
                                                                    books,
                                                                    commitment.name())))
                    .await()
                    .atMost(PATIENCE);
        }
    }

    /// Read again with the books open: it may have been changed meanwhile.
    private Uni<Void> charge(Mutiny.Session session, Books books, String name) {
        return CommitmentRows.find(session, name)
                .chain(
                        row ->
                                row.isEmpty()
                                        ? Uni.createFrom().voidItem()
                                        : charge(session, books, row.get()));
    }

    private Uni<Void> charge(Mutiny.Session session, Books books, CommitmentRow row) {
        Instant from = row.accruedTo();
        // The database keeps microseconds: the next charge has to begin where this one ends, or
        // millionths of the fee are lost between them.
        Instant heard = books.now().minus(heardWithin).truncatedTo(ChronoUnit.MICROS);
        Instant upTo = heard.isBefore(row.spec().to()) ? heard : row.spec().to();
        Instant to = upTo.isBefore(from) ? from : upTo;
        return CommitmentRows.uses(session, row.name(), from)
                .invoke(uses -> enter(books, row, to, uses))
                .chain(() -> Shares.of(session, row, books.now()))
                .chain(
                        shares -> {
                            List<Posting> postings =
                                    shares.settle(
                                            row.counting(),
                                            row.spec().to(),
                                            books.budgets(),
                                            to,
                                            books.now());
                            warn(books, row, postings);
                            books.fee(row.ledgerId(), postings);
                            return store.close(session, books)
                                    .chain(() -> shares.write(session))
                                    .chain(() -> CommitmentRows.accrued(session, row.name(), to));
                        });
    }

    private void enter(Books books, CommitmentRow row, Instant to, List<CommitmentFee.Use> uses) {
        SpendAttributes attributes = row.spec().attributes();
        for (CommitmentFee.Cost cost :
                CommitmentFee.costs(row.counting(), row.accruedTo(), to, uses)) {
            books.feeCost(row.ledgerId(), attributes, cost);
            count(row, "used", cost.used().micros());
            count(row, "idle", cost.idle().micros());
        }
    }

    private void count(CommitmentRow row, String use, long micros) {
        meters.counter("headroom.commitment.dollars", "commitment", row.name(), "use", use)
                .increment(micros / 1e6);
    }

    /// A cap that was lowered since, or a budget that is new: the fee is due all the same.
    private static void warn(Books books, CommitmentRow row, List<Posting> postings) {
        List<Posting> more =
                postings.stream().filter(p -> p.spent().plus(p.committed()).isPositive()).toList();
        String lack = Shares.lack(books, more);
        if (!lack.isEmpty()) {
            LOG.errorf("commitment %s: %s; it is charged all the same", row.name(), lack);
        }
    }
}
