package io.headroom.engine.budget.limit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.BudgetScope;
import io.headroom.contracts.budget.BudgetSpec;
import io.headroom.contracts.budget.PeriodSpec;
import io.headroom.contracts.json.DashedEnums;
import io.headroom.engine.budget.period.WeekHours;

/// Two exclusive budgets that one launch can fall under: each says that it alone pays for it.
///
/// @param shared what falls under both
/// @param dimensions for each that is named: by whom, and what
public record ExclusiveClash(
        String budget, String with, BudgetScope shared, List<String> dimensions) {

    public ExclusiveClash {
        dimensions = List.copyOf(dimensions);
    }

    /// A budget as it is declared, or will be.
    public record Declared(String name, BudgetSpec spec) {}

    /// Of all pairs the first by their order. Budgets clash only at the same time: those of which dates or hours never meet
    /// do not.
    public static Optional<ExclusiveClash> among(List<Declared> budgets) {
        for (int i = 0; i < budgets.size(); i++) {
            Optional<ExclusiveClash> clash = between(budgets.get(i), budgets.subList(0, i));
            if (clash.isPresent()) {
                return clash;
            }
        }
        return Optional.empty();
    }

    /// With the first of the others, of which one may be this budget as it was.
    public static Optional<ExclusiveClash> between(Declared budget, List<Declared> others) {
        return others.stream()
                .filter(other -> !other.name().equals(budget.name()))
                .filter(other -> budget.spec().exclusive() && other.spec().exclusive())
                .filter(other -> meetInTime(budget.spec(), other.spec()))
                .flatMap(other -> clash(budget, other).stream())
                .findFirst();
    }

    private static Optional<ExclusiveClash> clash(Declared one, Declared other) {
        return one.spec()
                .scope()
                .meet(other.spec().scope())
                .map(
                        shared ->
                                new ExclusiveClash(
                                        one.name(), other.name(), shared, dimensions(one, other)));
    }

    /// What is wrong, and what can be done about it.
    public String complaint() {
        String what =
                dimensions.isEmpty()
                        ? "everything, for neither names anything"
                        : String.join(", ", dimensions);
        return ("budgets %s and %s are both exclusive and would pay for the same launches: %s. Name different values of one"
                        + " dimension in both, let their dates or hours not meet, or declare one of them without exclusive")
                .formatted(budget, with, what);
    }

    private static boolean meetInTime(BudgetSpec one, BudgetSpec other) {
        return meet(one.period(), other.period())
                && (one.schedule() == null
                        || other.schedule() == null
                        || WeekHours.of(one.schedule()).mayMeet(WeekHours.of(other.schedule())));
    }

    private static boolean meet(PeriodSpec one, PeriodSpec other) {
        if (one.from() == null || one.to() == null || other.from() == null || other.to() == null) {
            return true;
        }
        return one.from().isBefore(other.to()) && other.from().isBefore(one.to());
    }

    private static List<String> dimensions(Declared one, Declared other) {
        BudgetScope a = one.spec().scope();
        BudgetScope b = other.spec().scope();
        List<String> said = new ArrayList<>();
        say(said, "tenant", one, a.tenant(), other, b.tenant());
        say(said, "environment", one, a.environment(), other, b.environment());
        say(said, "pool", one, a.pool(), other, b.pool());
        say(said, "lane", one, a.lane(), other, b.lane());
        say(said, "provider", one, name(a.provider()), other, name(b.provider()));
        say(said, "region", one, a.region(), other, b.region());
        say(said, "class", one, name(a.workloadClass()), other, name(b.workloadClass()));
        var keys = new TreeSet<>(a.labels().keySet());
        keys.addAll(b.labels().keySet());
        keys.forEach(
                k -> say(said, "label " + k, one, a.labels().get(k), other, b.labels().get(k)));
        return said;
    }

    private static @Nullable String name(@Nullable Enum<?> constant) {
        return constant == null ? null : DashedEnums.nameOf(constant);
    }

    private static void say(
            List<String> said,
            String dimension,
            Declared one,
            @Nullable String first,
            Declared other,
            @Nullable String second) {
        if (first != null && second != null) {
            said.add("%s %s in both".formatted(dimension, first));
        } else if (first != null) {
            said.add("%s %s in %s alone".formatted(dimension, first, one.name()));
        } else if (second != null) {
            said.add("%s %s in %s alone".formatted(dimension, second, other.name()));
        }
    }
}
