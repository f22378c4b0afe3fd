package io.headroom.engine.budget;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

import io.headroom.contracts.budget.Money;

/// Sums and differences of what is posted.
final class Postings {

    private record Key(String budget, Span period) {}

    private Postings() {}

    /// One posting an account, in the order of their first mention.
    static List<Posting> merged(List<Posting> postings) {
        SequencedMap<Key, Posting> sums = new LinkedHashMap<>();
        for (Posting p : postings) {
            sums.merge(new Key(p.budget(), p.period()), p, Posting::plus);
        }
        return List.copyOf(sums.values());
    }

    static List<Posting> committing(List<Hold> holds) {
        return holds.stream()
                .map(h -> new Posting(h.budget(), h.period(), Money.ZERO, h.amount()))
                .toList();
    }

    static List<Posting> releasing(List<Hold> holds) {
        return holds.stream()
                .map(
                        h ->
                                new Posting(
                                        h.budget(),
                                        h.period(),
                                        Money.ZERO,
                                        Money.ZERO.minus(h.amount())))
                .toList();
    }
}
