package io.headroom.cost.lease;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.NodeId;
import io.headroom.engine.budget.lease.PaidNode;
import io.headroom.platform.database.Rows;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.rest.Page;
import io.headroom.platform.rest.PageQuery;
import io.headroom.platform.rest.Problem;
import io.headroom.platform.security.Caller;
import io.headroom.platform.security.Callers;
import io.headroom.platform.security.Roles;

/// Leases: which node may run until when, and what is held for it.
@Path("/api/v1/leases")
@Tag(name = "leases")
@Produces(MediaType.APPLICATION_JSON)
public class LeasesResource {

    private static final String LIST =
            """
            select cast(json_build_object('purchase', purchase, 'tenant', tenant, 'doc', doc) as text) from lease
            where (:node = '' or node = cast(nullif(:node, '') as uuid)) and (:node <> '' or standing <> 'ended')
            and node > cast(:after as uuid) order by node limit :most
            """;

    private static final String FIRST = "00000000-0000-0000-0000-000000000000";

    private final Callers callers;
    private final Transactions transactions;

    @Inject
    LeasesResource(Callers callers, Transactions transactions) {
        this.callers = callers;
        this.transactions = transactions;
    }

    /// A lease as the API shows it.
    ///
    /// @param state `open`, `refused`, `overdue` or `ended`
    /// @param held what is kept in its budgets for what it may still cost
    record LeaseView(
            String id,
            String node,
            String purchase,
            String tenant,
            long version,
            PaidNode.Standing state,
            Instant createdAt,
            Instant renewAt,
            Instant drainBy,
            Instant until,
            Money paid,
            Money charged,
            Money held,
            Money pricePerHour,
            List<String> budgets) {

        static LeaseView of(JsonNode row) {
            PaidNode paid = Rows.read(row.get("doc"), PaidNode.class);
            return new LeaseView(
                    paid.spend().node().toString(),
                    paid.spend().node().toString(),
                    row.get("purchase").asText(),
                    row.get("tenant").asText(),
                    paid.lease().version(),
                    paid.standing(),
                    paid.lease().from(),
                    paid.renewAt(),
                    paid.lease().drainBy(),
                    paid.lease().until(),
                    paid.lease().paid(),
                    paid.charged(),
                    paid.held(),
                    paid.pricePerHour(),
                    paid.lease().budgets());
        }
    }

    @GET
    @Operation(operationId = "listLeases", summary = "Leases that are open, by node")
    @RolesAllowed({Roles.OPERATOR, Roles.ADMIN, Roles.MEMBER, Roles.VIEWER, Roles.SERVICE})
    public Uni<Page<LeaseView>> list(
            @QueryParam("node") @Nullable String node, @BeanParam PageQuery query) {
        Caller caller = callers.current();
        String wanted = node == null ? "" : uuid(node, "node");
        String after = query.after().map(a -> uuid(a, "after")).orElse(FIRST);
        return transactions
                .inTenant(
                        caller.tenant(),
                        session ->
                                Rows.documents(
                                        session,
                                        LIST,
                                        Map.of(
                                                "node", wanted,
                                                "after", after,
                                                "most", query.fetch())))
                .map(
                        rows ->
                                Page.of(
                                        rows.stream().map(LeaseView::of).toList(),
                                        query,
                                        LeaseView::node));
    }

    private static String uuid(String text, String field) {
        try {
            return NodeId.of(text).toString();
        } catch (IllegalArgumentException _) {
            throw Problem.invalid(field, "must be the id of a node, a UUID");
        }
    }
}
