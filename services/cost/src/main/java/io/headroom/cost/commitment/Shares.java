package io.headroom.cost.commitment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.price.CommitmentSpec;
import io.headroom.cost.books.Books;
import io.headroom.engine.budget.book.Account;
import io.headroom.engine.budget.book.Accounts;
import io.headroom.engine.budget.book.Posting;
import io.headroom.engine.budget.limit.Budget;
import io.headroom.engine.budget.period.Span;
import io.headroom.engine.price.CommitmentFee;
import io.headroom.platform.database.Rows;

/// What each period of each budget has of a commitment's fee: what was accrued is spent, and the rest of the period is committed, for nothing
/// can keep it from being due. What is posted is the difference to what was posted before.
final class Shares {

    private static final String POSTED =
            """
            select cast(to_json(s) as text) from commitment_share s where commitment = :name
            and (committed <> 0 or period_to > cast(cast(:now as text) as timestamptz))
            """;

    private static final String WRITE =
            """
            insert into commitment_share (commitment, budget, period_from, period_to, spent, committed)
            select commitment, budget, period_from, period_to, spent, committed
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(commitment text, budget text,
                period_from timestamptz, period_to timestamptz, spent bigint, committed bigint)
            on conflict (commitment, budget, period_from) do update set spent = excluded.spent, committed = excluded.committed
            """;

    private record Key(String budget, Span period) {}

    private record Share(Money spent, Money committed) {
        static final Share NOTHING = new Share(Money.ZERO, Money.ZERO);
    }

    private record Line(
            String commitment,
            String budget,
            @JsonProperty("period_from") Instant from,
            @JsonProperty("period_to") Instant to,
            long spent,
            long committed) {}

    private final CommitmentRow commitment;
    private final SequencedMap<Key, Share> posted;
    private final SequencedMap<Key, Share> wanted = new LinkedHashMap<>();

    private Shares(CommitmentRow commitment, SequencedMap<Key, Share> posted) {
        this.commitment = commitment;
        this.posted = posted;
    }

    static Uni<Shares> of(Mutiny.Session session, CommitmentRow commitment, Instant now) {
        return Rows.documents(
                        session, POSTED, Map.of("name", commitment.name(), "now", now.toString()))
                .map(
                        rows -> {
                            SequencedMap<Key, Share> posted = new LinkedHashMap<>();
                            rows.forEach(row -> posted.put(key(row), share(row)));
                            return new Shares(commitment, posted);
                        });
    }

    private static Key key(JsonNode row) {
        return new Key(
                row.get("budget").asText(),
                new Span(Rows.instant(row.get("period_from")), Rows.instant(row.get("period_to"))));
    }

    private static Share share(JsonNode row) {
        return new Share(
                new Money(row.get("spent").asLong()), new Money(row.get("committed").asLong()));
    }

    /// What is to be posted, now that so much of the fee is accrued. The next period has it before anybody can hold money there.
    ///
    /// @param spec as it counts; @param end when it ends: never later than that says
    List<Posting> settle(
            CommitmentSpec spec, Instant end, List<Budget> all, Instant accruedTo, Instant now) {
        List<Posting> postings = new ArrayList<>();
        for (Budget budget : Budget.matching(all, spec.attributes())) {
            for (Span period : periods(budget, now)) {
                Key key = new Key(budget.name(), period);
                Money whole = CommitmentFee.due(spec, budget, period, end);
                Money spent = CommitmentFee.due(spec, budget, period, accruedTo).min(whole);
                Share before = posted.getOrDefault(key, Share.NOTHING);
                Share share = new Share(spent, whole.minus(spent));
                if (!share.equals(before)) {
                    wanted.put(key, share);
                    postings.add(posting(key, share, before));
                }
            }
        }
        return postings;
    }

    private static Posting posting(Key key, Share share, Share before) {
        return new Posting(
                key.budget(),
                key.period(),
                share.spent().minus(before.spent()),
                share.committed().minus(before.committed()),
                Money.ZERO);
    }

    private Set<Span> periods(Budget budget, Instant now) {
        Set<Span> periods = new LinkedHashSet<>();
        posted.keySet().stream()
                .filter(k -> k.budget().equals(budget.name()))
                .map(Key::period)
                .forEach(periods::add);
        periods.addAll(budget.period().at(now));
        Instant next = budget.period().boundaryAfter(now);
        if (next.isBefore(Instant.MAX)) {
            periods.addAll(budget.period().at(next));
        }
        return periods;
    }

    /// After the books were written, which open the accounts.
    Uni<Void> write(Mutiny.Session session) {
        List<Line> lines = new ArrayList<>();
        wanted.forEach(
                (key, share) ->
                        lines.add(
                                new Line(
                                        commitment.name(),
                                        key.budget(),
                                        key.period().from(),
                                        key.period().to(),
                                        share.spent().micros(),
                                        share.committed().micros())));
        return lines.isEmpty()
                ? Uni.createFrom().voidItem()
                : Rows.execute(session, WRITE, Map.of("rows", Rows.json(lines))).replaceWithVoid();
    }

    /// The first hard budget that has no room for what is to be posted, in words; empty where all have.
    static String lack(Books books, List<Posting> postings) {
        for (Posting posting : postings) {
            for (Budget budget : books.budgets()) {
                if (budget.hard() && budget.name().equals(posting.budget())) {
                    Money over = over(books.accounts(), budget, posting);
                    if (over.isPositive()) {
                        return "budget %s lacks %s for its fee in the period from %s"
                                .formatted(
                                        Budget.declared(budget.name()),
                                        over,
                                        posting.period().from());
                    }
                }
            }
        }
        return "";
    }

    private static Money over(Accounts accounts, Budget budget, Posting posting) {
        Account account = accounts.get(posting.budget(), posting.period());
        Money more = posting.spent().plus(posting.committed());
        return account.held().plus(more).minus(account.cap(budget));
    }
}
