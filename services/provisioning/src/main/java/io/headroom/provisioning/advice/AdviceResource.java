package io.headroom.provisioning.advice;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.PoolMode;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.rest.Page;
import io.headroom.platform.rest.PageQuery;
import io.headroom.platform.rest.Problem;
import io.headroom.platform.security.Roles;
import io.headroom.provisioning.pool.Pools;

/// `/api/v1/pools/{name}/advice`: what a pool in mode `advise` would have done.
@Path("/api/v1/pools/{name}/advice")
@Tag(name = "pools")
public class AdviceResource {

    /// What would have been done.
    public enum Step {
        BUY,
        RELEASE
    }

    /// A step that would have been taken.
    ///
    /// @param node the real one for a return; one on paper for a purchase
    /// @param pricePerHour what it costs; @param worstPerHour the most, which is what a budget would be asked for
    /// @param readyAt when a bought node would be up
    /// @param until when a bought node would have been given back, or a returned one was of use again; absent until then
    /// @param cost what a bought node would have cost so far; @param spared what the idle one cost since
    /// @param waitingGpuHours what of the lane's waiting it would have held; @param waitingSaved what that is worth
    public record Item(
            UUID id,
            Instant at,
            Step step,
            NodeId node,
            String instanceType,
            String zone,
            CapacityType capacityType,
            int gpus,
            Money pricePerHour,
            Money worstPerHour,
            NodeReason reason,
            @Nullable Instant readyAt,
            @Nullable Instant until,
            @Nullable NodeReason untilReason,
            Money cost,
            Money spared,
            double waitingGpuHours,
            Money waitingSaved) {}

    /// A piece of the advice, the newest first, and what all of it comes to.
    ///
    /// @param totals absent where there was none
    public record AdviceView(
            PoolMode mode,
            @Nullable AdviceTotals totals,
            List<Item> items,
            @Nullable String next) {}

    private final Pools pools;
    private final AdviceRows rows;
    private final Transactions transactions;
    private final InstantSource clock;

    @Inject
    AdviceResource(Pools pools, AdviceRows rows, Transactions transactions, InstantSource clock) {
        this.pools = pools;
        this.rows = rows;
        this.transactions = transactions;
        this.clock = clock;
    }

    @GET
    @Operation(
            operationId = "listPoolAdvice",
            summary = "What a pool would have done, and what that would have cost and saved")
    @RolesAllowed({Roles.OPERATOR, Roles.ADMIN, Roles.MEMBER, Roles.VIEWER, Roles.SERVICE})
    public Uni<AdviceView> list(@PathParam("name") String name, @BeanParam PageQuery query) {
        long before = query.afterNumber();
        int most = query.fetch();
        Instant now = clock.instant();
        return transactions.asService(
                session ->
                        pools.find(session, name)
                                .map(p -> p.orElseThrow(() -> Problem.notFound("pool", name)))
                                .chain(
                                        pool ->
                                                Uni.combine()
                                                        .all()
                                                        .unis(
                                                                rows.totals(
                                                                        session,
                                                                        List.of(name),
                                                                        now),
                                                                rows.page(
                                                                        session, name, before,
                                                                        most))
                                                        .usingConcurrencyOf(1)
                                                        .asTuple()
                                                        .map(
                                                                both ->
                                                                        view(
                                                                                pool.spec().mode(),
                                                                                both.getItem1(),
                                                                                both.getItem2(),
                                                                                query,
                                                                                now))));
    }

    private AdviceView view(
            PoolMode mode,
            Map<String, AdviceTotals> totals,
            List<AdviceRows.Kept> kept,
            PageQuery query,
            Instant now) {
        Page<Item> page =
                Page.of(kept, query, k -> String.valueOf(k.seq())).map(k -> item(k.advised(), now));
        return new AdviceView(
                mode, totals.values().stream().findFirst().orElse(null), page.items(), page.next());
    }

    private Item item(Advised advised, Instant now) {
        Node node = advised.node().node();
        boolean buy = advised.step() == Advised.Step.BUY;
        return new Item(
                advised.id(),
                advised.at(),
                buy ? Step.BUY : Step.RELEASE,
                node.id(),
                node.template().instanceType(),
                node.zone(),
                node.capacityType(),
                node.gpus(),
                node.pricePerHour(),
                node.worstPerHour(),
                advised.why(),
                buy ? advised.node().readyAt() : null,
                advised.endedAt(),
                advised.endedWhy(),
                buy ? advised.cost(now) : Money.ZERO,
                buy ? Money.ZERO : advised.cost(now),
                advised.waitingGpuHours(),
                advised.waitingSaved());
    }
}
