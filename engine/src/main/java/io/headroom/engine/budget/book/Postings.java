package io.headroom.engine.budget.book;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

import org.jspecify.annotations.Nullable;

import io.headroom.engine.budget.period.Span;

/// Sums and differences of what is posted.
public final class Postings {

    /// Compared by hand, as [Accounts] does.
    private record Key(String budget, Span period) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key(String its, Span span)
                    && budget.equals(its)
                    && period.equals(span);
        }

        @Override
        public int hashCode() {
            return 31 * budget.hashCode() + period.hashCode();
        }
    }

    private Postings() {}

    /// One posting an account, in the order of their first mention.
    public static List<Posting> merged(List<Posting> postings) {
        SequencedMap<Key, Posting> sums = new LinkedHashMap<>();
        for (Posting p : postings) {
            sums.merge(new Key(p.budget(), p.period()), p, Posting::plus);
        }
        return List.copyOf(sums.values());
    }

    /// The postings of each budget.
    public static Map<String, List<Posting>> byBudget(List<Posting> postings) {
        Map<String, List<Posting>> byBudget = new LinkedHashMap<>();
        for (Posting p : postings) {
            byBudget.computeIfAbsent(p.budget(), _ -> new ArrayList<>()).add(p);
        }
        return byBudget;
    }

    public static List<Posting> committing(List<Hold> holds) {
        return holds.stream().flatMap(h -> Posting.committing(h).stream()).toList();
    }

    public static List<Posting> releasing(List<Hold> holds) {
        return holds.stream().flatMap(h -> Posting.releasing(h).stream()).toList();
    }
}
