package io.headroom.cost.books;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.function.UnaryOperator;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.json.DashedEnums;
import io.headroom.contracts.node.NodeId;
import io.headroom.cost.books.Books.Kind;
import io.headroom.engine.budget.book.Hold;
import io.headroom.engine.budget.book.Posting;
import io.headroom.engine.budget.lease.PaidNode;
import io.headroom.engine.budget.limit.Budget;

/// One entry of the ledger, by the names of its columns.
record LedgerRow(
        Instant at,
        String kind,
        UUID node,
        String tenant,
        @Nullable String budget,
        @JsonProperty("period_from") @Nullable Instant periodFrom,
        @Nullable Long spent,
        @Nullable Long committed,
        @JsonProperty("from_at") @Nullable Instant fromAt,
        @JsonProperty("to_at") @Nullable Instant toAt,
        @Nullable Long amount,
        @Nullable String share,
        @Nullable UUID workload,
        @JsonProperty("class") @Nullable String workloadClass,
        @Nullable String environment,
        @Nullable String pool,
        @Nullable String lane,
        @Nullable String provider,
        @Nullable String region,
        @Nullable String model,
        @JsonIgnore @Nullable Paid paid) {

    /// By which budgets, each in its period of that begin.
    record Paid(List<String> budgets, List<Instant> periods) {}

    /// What postings say of several budgets alike, they say once: of twenty budgets that pay the same for a lease, one row.
    static List<LedgerRow> merged(List<LedgerRow> rows) {
        record Key(String kind, UUID node, String tenant, long spent, long committed) {}
        List<LedgerRow> merged = new ArrayList<>();
        Map<Key, List<LedgerRow>> alike = new LinkedHashMap<>();
        for (LedgerRow row : rows) {
            if (row.paid() != null
                    || row.budget() == null
                    || row.spent() == null
                    || row.committed() == null) {
                merged.add(row);
            } else {
                alike.computeIfAbsent(
                                new Key(
                                        row.kind(),
                                        row.node(),
                                        row.tenant(),
                                        row.spent(),
                                        row.committed()),
                                _ -> new ArrayList<>())
                        .add(row);
            }
        }
        alike.values().forEach(same -> merged.add(same.getFirst().together(same)));
        return merged;
    }

    private LedgerRow together(List<LedgerRow> same) {
        List<String> names = new ArrayList<>();
        List<Instant> begins = new ArrayList<>();
        for (LedgerRow row : same) {
            if (row.budget() != null && row.periodFrom() != null) {
                names.add(row.budget());
                begins.add(row.periodFrom());
            }
        }
        return new LedgerRow(
                at,
                kind,
                node,
                tenant,
                budget,
                periodFrom,
                spent,
                committed,
                fromAt,
                toAt,
                amount,
                share,
                workload,
                workloadClass,
                environment,
                pool,
                lane,
                provider,
                region,
                model,
                new Paid(names, begins));
    }

    static LedgerRow posted(Instant at, Kind kind, NodeId node, String tenant, Posting posting) {
        return posted(
                at,
                kind,
                node,
                tenant,
                posting.budget(),
                posting.period().from(),
                posting.spent(),
                posting.committed(),
                null);
    }

    private static LedgerRow posted(
            Instant at,
            Kind kind,
            NodeId node,
            String tenant,
            String budget,
            Instant periodFrom,
            Money spent,
            Money committed,
            @Nullable Paid paid) {
        return new LedgerRow(
                at,
                DashedEnums.nameOf(kind),
                node.value(),
                tenant,
                budget,
                periodFrom,
                spent.micros(),
                committed.micros(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                paid);
    }

    /// What a new lease keeps, one row for all budgets of one tenant that keep as much. What follows from a budget is no money
    /// of its own.
    static List<LedgerRow> granted(Instant at, PaidNode node, UnaryOperator<String> tenantOf) {
        record Key(String tenant, Money committed) {}
        SequencedMap<Key, Paid> alike = new LinkedHashMap<>();
        for (Hold hold : node.holds()) {
            for (String budget : hold.budgets()) {
                if (hold.amount().micros() != 0 && budget.equals(Budget.declared(budget))) {
                    Paid paid =
                            alike.computeIfAbsent(
                                    new Key(tenantOf.apply(budget), hold.amount()),
                                    _ -> new Paid(new ArrayList<>(), new ArrayList<>()));
                    paid.budgets().add(budget);
                    paid.periods().add(hold.period().from());
                }
            }
        }
        List<LedgerRow> rows = new ArrayList<>();
        alike.forEach(
                (key, paid) -> rows.add(granted(at, node, key.tenant(), key.committed(), paid)));
        return rows;
    }

    private static LedgerRow granted(
            Instant at, PaidNode node, String tenant, Money committed, Paid paid) {
        return posted(
                at,
                Kind.GRANT,
                node.spend().node(),
                tenant,
                paid.budgets().getFirst(),
                paid.periods().getFirst(),
                Money.ZERO,
                committed,
                paid);
    }

    boolean isCost() {
        return budget == null;
    }
}
