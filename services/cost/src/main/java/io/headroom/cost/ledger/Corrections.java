package io.headroom.cost.ledger;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.platform.database.Rows;

/// Tells costs apart once it is known what they were for: what was run again, what failed. Entries are never changed: the
/// old one is taken back and a new one made, of the same time, so that every sum stays what it was.
@Singleton
public final class Corrections {

    private static final String MOVE =
            """
            entered as (
                insert into ledger (at, kind, node, tenant, from_at, to_at, amount, share, workload, class, environment,
                    pool, lane, provider, region, model)
                select cast(cast(:now as text) as timestamptz), 'correction', node, tenant, from_at, to_at,
                    case when s.share = cast(:was as text) then -amount else amount end, s.share, workload, class,
                    environment, pool, lane, provider, region, model
                from moved, (values (cast(:was as text)), (cast(:becomes as text))) as s(share)
                returning *),
            hours as (
                insert into cost_hour as h
                    (hour, tenant, class, share, environment, pool, lane, provider, region, model, amount)
                select date_trunc('hour', from_at, 'UTC'), tenant, coalesce(class, ''), share, environment, pool, lane,
                    provider, region, coalesce(model, ''), sum(amount)
                from entered group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
                on conflict (hour, tenant, class, share, environment, pool, lane, provider, region, model)
                    do update set amount = h.amount + excluded.amount)
            """;

    private static final String OF_WORKLOAD =
            """
            with moved as (
                select l.* from ledger l where workload = cast(cast(:workload as text) as uuid) and share = :was
                and kind <> 'correction' and id > coalesce((select upto from workload_told t
                    where t.workload = l.workload), 0)),
            told as (
                insert into workload_told (workload, upto)
                select workload, max(id) from moved group by workload
                on conflict (workload) do update set upto = excluded.upto),
            """
                    + MOVE
                    + "select cast(to_json(count(*)) as text) from moved";

    private static final String OF_NODES =
            """
            with moved as (
                select l.* from ledger l where node = any(cast(string_to_array(:nodes, ',') as uuid[]))
                and budget is null and share = :was and kind <> 'correction'
                and not exists (select 1 from ledger c where c.node = l.node and c.budget is null
                    and c.kind = 'correction' and c.share = cast(:becomes as text))),
            """
                    + MOVE
                    + "select cast(to_json(count(*)) as text) from moved";

    private final InstantSource clock;

    @Inject
    Corrections(InstantSource clock) {
        this.clock = clock;
    }

    /// What a workload cost since the last time was for this.
    Uni<Void> ofWorkload(Mutiny.Session session, WorkloadId workload, String becomes) {
        return Rows.documents(
                        session,
                        OF_WORKLOAD,
                        Map.of(
                                "workload",
                                workload.toString(),
                                "was",
                                "workload",
                                "becomes",
                                becomes,
                                "now",
                                clock.instant().toString()))
                .replaceWithVoid();
    }

    /// Nodes that ended before they could hold anything were bought for nothing.
    public Uni<Void> neverReady(Mutiny.Session session, List<NodeId> nodes) {
        if (nodes.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Rows.documents(
                        session,
                        OF_NODES,
                        Map.of(
                                "nodes",
                                String.join(",", nodes.stream().map(NodeId::toString).toList()),
                                "was",
                                "boot",
                                "becomes",
                                "failed",
                                "now",
                                clock.instant().toString()))
                .replaceWithVoid();
    }
}
