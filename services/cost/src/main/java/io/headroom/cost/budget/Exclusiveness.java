package io.headroom.cost.budget;

import java.util.List;

import io.headroom.cost.books.Books;
import io.headroom.engine.budget.limit.ExclusiveClash;
import io.headroom.platform.rest.FieldError;
import io.headroom.platform.rest.Problem;

/// Refuses a budget that would share launches with another one, where both are exclusive.
final class Exclusiveness {

    private Exclusiveness() {}

    /// With the books open, so that nobody declares the other one meanwhile.
    static void require(BudgetAdmin.Wish wish, Books books) {
        List<ExclusiveClash.Declared> others =
                books.budgetRows().stream()
                        .map(row -> new ExclusiveClash.Declared(row.name(), row.spec()))
                        .toList();
        ExclusiveClash.between(new ExclusiveClash.Declared(wish.name(), wish.spec()), others)
                .ifPresent(
                        clash -> {
                            throw refused(clash);
                        });
    }

    private static RuntimeException refused(ExclusiveClash clash) {
        return Problem.conflicting(clash.complaint())
                .with("errors", List.of(new FieldError("exclusive", clash.complaint())))
                .with("budget", clash.with())
                .with("shared", clash.shared())
                .with("dimensions", clash.dimensions())
                .build();
    }
}
