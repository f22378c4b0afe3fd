package io.headroom.placement.binding;

import java.util.Optional;
import java.util.UUID;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import io.headroom.placement.picture.ReplicaTable;
import io.headroom.placement.picture.ReplicaTable.PlacementRow;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.rest.Page;
import io.headroom.platform.rest.PageQuery;
import io.headroom.platform.rest.Problem;
import io.headroom.platform.security.Callers;
import io.headroom.platform.security.Roles;

/// `/api/v1/placements`: which replica is bound to which node and devices, and why there.
@Path("/api/v1/placements")
@Tag(name = "placements")
@RolesAllowed({Roles.OPERATOR, Roles.ADMIN, Roles.MEMBER, Roles.VIEWER, Roles.SERVICE})
public class PlacementsResource {

    private final Transactions transactions;
    private final ReplicaTable replicas;
    private final Callers callers;

    @Inject
    PlacementsResource(Transactions transactions, ReplicaTable replicas, Callers callers) {
        this.transactions = transactions;
        this.replicas = replicas;
        this.callers = callers;
    }

    @GET
    @Operation(operationId = "listPlacements", summary = "Placements, by workload and replica")
    public Uni<Page<PlacementRow>> list(
            @BeanParam PageQuery page,
            @QueryParam("node") @Nullable String node,
            @QueryParam("workload") @Nullable String workload) {
        var wanted =
                new ReplicaTable.Wanted(
                        Optional.ofNullable(node).map(text -> id("node", text)),
                        Optional.ofNullable(workload).map(text -> id("workload", text)),
                        page.after().orElse(""),
                        page.fetch());
        return transactions
                .inTenant(callers.current().tenant(), session -> replicas.page(session, wanted))
                .map(found -> Page.of(found, page, PlacementRow::key));
    }

    private static UUID id(String field, String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException _) {
            throw Problem.invalid(field, "is no id");
        }
    }
}
