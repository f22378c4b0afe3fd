package io.headroom.cost.books;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.SpendAttributes;
import io.headroom.contracts.json.DashedEnums;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.Occupant;
import io.headroom.cost.books.Books.Kind;
import io.headroom.engine.budget.lease.CostSplit;
import io.headroom.engine.budget.lease.PaidNode;
import io.headroom.engine.budget.lease.Settled;
import io.headroom.engine.budget.period.Span;
import io.headroom.engine.price.CommitmentFee;

/// The ledger's entries of what something cost.
final class CostRows {

    private CostRows() {}

    /// What a node cost, split over what ran on it.
    ///
    /// @param known absent of a node that provisioning has not spoken of
    static List<LedgerRow> of(
            Instant now, PaidNode node, @Nullable NodeFacts known, Settled.Usage usage) {
        Instant ready =
                known == null || known.readySince() == null ? Instant.MAX : known.readySince();
        List<CostSplit.Occupancy> history = known == null ? List.of() : known.history();
        int milliGpu = known == null ? 1000 : Math.max(1, known.milliGpu());
        return CostSplit.split(usage, ready, history, milliGpu).stream()
                .filter(part -> part.amount().micros() != 0)
                .map(
                        part ->
                                cost(
                                        now,
                                        node.spend().node(),
                                        node.spend().attributes(),
                                        known == null ? null : known.model(),
                                        usage,
                                        part))
                .toList();
    }

    /// A cost; of a workload's tenant where it is a workload's, else of the tenant that the node was bought for.
    private static LedgerRow cost(
            Instant at,
            NodeId node,
            SpendAttributes a,
            @Nullable String model,
            Settled.Usage usage,
            CostSplit.Share part) {
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
                a.region(),
                model,
                null);
    }

    private static String share(CostSplit.Share part) {
        return switch (part) {
            case CostSplit.Share.OfWorkload _ -> "workload";
            case CostSplit.Share.Idle _ -> "idle";
            case CostSplit.Share.Boot _ -> "boot";
        };
    }

    /// What machines used of a commitment's fee, and what idled, apart; nothing of what is nought.
    static List<LedgerRow> fee(Instant at, NodeId id, SpendAttributes a, CommitmentFee.Cost cost) {
        List<LedgerRow> rows = new ArrayList<>();
        rows.addAll(fee(at, id, a, new Settled.Usage(cost.span(), cost.used()), "commitment"));
        rows.addAll(fee(at, id, a, new Settled.Usage(cost.span(), cost.idle()), "idle-commitment"));
        return rows;
    }

    private static List<LedgerRow> fee(
            Instant at, NodeId id, SpendAttributes a, Settled.Usage whole, String share) {
        return whole.byHour().stream()
                .filter(part -> part.amount().isPositive())
                .map(part -> fee(at, id, a, part.span(), part.amount(), share))
                .toList();
    }

    private static LedgerRow fee(
            Instant at, NodeId id, SpendAttributes a, Span span, Money amount, String share) {
        return new LedgerRow(
                at,
                DashedEnums.nameOf(Kind.USAGE),
                id.value(),
                a.tenant(),
                null,
                null,
                null,
                null,
                span.from(),
                span.to(),
                amount.micros(),
                share,
                null,
                null,
                a.environment(),
                a.pool(),
                a.lane(),
                DashedEnums.nameOf(a.provider()),
                a.region(),
                null,
                null);
    }
}
