package io.headroom.cost.commitment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.price.CommitmentChanged;
import io.headroom.contracts.price.CommitmentSpec;
import io.headroom.cost.books.BookStore;
import io.headroom.cost.books.Books;
import io.headroom.engine.budget.book.Posting;
import io.headroom.platform.rest.IfMatch;
import io.headroom.platform.rest.Problem;

/// Declares commitments with the books open: their budgets must have the fee. What has begun is not changed but in its end.
@Singleton
final class Commitments {

    /// What somebody wants of one.
    record Wish(String name, CommitmentSpec spec, IfMatch ifMatch, String who) {}

    /// What became of it.
    record Put(CommitmentRow row, boolean fresh) {}

    private final BookStore store;

    @Inject
    Commitments(BookStore store) {
        this.store = store;
    }

    Uni<Put> put(Mutiny.Session session, Wish wish) {
        return store.open(session, List.of())
                .chain(
                        books ->
                                CommitmentRows.find(session, wish.name())
                                        .chain(before -> put(session, books, before, wish)));
    }

    private Uni<Put> put(
            Mutiny.Session session, Books books, Optional<CommitmentRow> before, Wish wish) {
        CommitmentSpec spec = wish.spec();
        if (before.isEmpty()) {
            wish.ifMatch().requireAbsent();
        } else {
            wish.ifMatch().requireCurrent(before.get().version());
            if (before.get().spec().equals(spec)) {
                return Uni.createFrom().item(new Put(before.get(), false));
            }
            requireEndAlone(before.get(), spec, books.now());
        }
        if (!spec.to().isAfter(books.now())) {
            throw Problem.invalid("to", "must be after now: what is over costs nothing more");
        }
        return CommitmentRows.write(session, wish.name(), spec, wish.who(), books.now())
                .call(row -> settled(session, books, row, row.counting()))
                .map(row -> new Put(row, before.isEmpty()));
    }

    private static void requireEndAlone(CommitmentRow before, CommitmentSpec spec, Instant now) {
        boolean begun = before.since().isBefore(now);
        if (!before.spec().differsInEndAlone(spec)) {
            throw Problem.conflict(
                    begun
                            ? "it has begun: only `to` can be changed"
                            : "only `to` can be changed: delete it, and declare it anew");
        }
    }

    /// Only one that has not begun: the others end with their `to`.
    Uni<Void> delete(Mutiny.Session session, String name, IfMatch ifMatch) {
        return store.open(session, List.of())
                .chain(
                        books ->
                                CommitmentRows.find(session, name)
                                        .map(
                                                row ->
                                                        row.orElseThrow(
                                                                () ->
                                                                        Problem.notFound(
                                                                                "commitment",
                                                                                name)))
                                        .chain(row -> delete(session, books, row, ifMatch)));
    }

    private Uni<Void> delete(
            Mutiny.Session session, Books books, CommitmentRow row, IfMatch ifMatch) {
        ifMatch.requireCurrent(row.version());
        boolean isOver = !row.accruedTo().isBefore(row.spec().to());
        if (row.since().isBefore(books.now()) && !isOver) {
            throw Problem.conflict("it has begun: say when it ends with `to`");
        }
        CommitmentSpec spec = row.counting();
        Instant end = isOver ? spec.to() : spec.from();
        books.say(new CommitmentChanged(row.name(), row.version() + 1, null));
        return Shares.of(session, row, books.now())
                .chain(
                        shares -> {
                            books.fee(
                                    row.ledgerId(),
                                    shares.settle(
                                            spec,
                                            end,
                                            books.budgets(),
                                            row.accruedTo(),
                                            books.now()));
                            return store.close(session, books);
                        })
                .chain(() -> CommitmentRows.delete(session, row.name()));
    }

    private Uni<Void> settled(
            Mutiny.Session session, Books books, CommitmentRow row, CommitmentSpec spec) {
        return Shares.of(session, row, books.now())
                .chain(
                        shares -> {
                            List<Posting> postings =
                                    shares.settle(
                                            spec,
                                            spec.to(),
                                            books.budgets(),
                                            row.accruedTo(),
                                            books.now());
                            String lack = Shares.lack(books, postings);
                            if (!lack.isEmpty()) {
                                throw Problem.conflict(
                                        lack
                                                + ": it costs that whether it is used or not, so raise the budget first");
                            }
                            books.fee(row.ledgerId(), postings);
                            books.say(new CommitmentChanged(row.name(), row.version(), spec));
                            return store.close(session, books).chain(() -> shares.write(session));
                        });
    }
}
