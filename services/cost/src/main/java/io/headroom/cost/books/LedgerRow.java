package io.headroom.cost.books;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.SpendAttributes;
import io.headroom.contracts.json.DashedEnums;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.Occupant;
import io.headroom.engine.budget.CostSplit;
import io.headroom.engine.budget.Posting;
import io.headroom.engine.budget.Settled;

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
        @Nullable String region) {

    static LedgerRow posted(Instant at, Kind kind, NodeId node, String tenant, Posting posting) {
        return new LedgerRow(
                at,
                DashedEnums.nameOf(kind),
                node.value(),
                tenant,
                posting.budget(),
                posting.period().from(),
                posting.spent().micros(),
                posting.committed().micros(),
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
                null);
    }

    /// A cost; of a workload's tenant where it is a workload's, else of the tenant that the node was bought for.
    static LedgerRow cost(
            Instant at, NodeId node, SpendAttributes a, Settled.Usage usage, CostSplit.Share part) {
        Occupant occupant =
                part instanceof CostSplit.Share.OfWorkload(Occupant of, var _) ? of : null;
        return new LedgerRow(
                at,
                DashedEnums.nameOf(Kind.USAGE),
                node.value(),
                occupant == null ? a.tenant() : occupant.tenant(),
                null,
                null,
                null,
                null,
                usage.span().from(),
                usage.span().to(),
                part.amount().micros(),
                share(part),
                occupant == null ? null : occupant.workload().value(),
                occupant == null ? null : DashedEnums.nameOf(occupant.workloadClass()),
                occupant == null ? a.environment() : occupant.environment(),
                a.pool(),
                a.lane(),
                DashedEnums.nameOf(a.provider()),
                a.region());
    }

    private static String share(CostSplit.Share part) {
        return switch (part) {
            case CostSplit.Share.OfWorkload _ -> "workload";
            case CostSplit.Share.Idle _ -> "idle";
            case CostSplit.Share.Boot _ -> "boot";
        };
    }
}
