package io.headroom.console.fleet;

import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

import io.headroom.platform.rest.Page;
import io.headroom.platform.rest.Problem;
import io.headroom.platform.security.Caller;
import io.headroom.platform.security.Callers;
import io.headroom.platform.security.Roles;

/// `/api/v1/fleet`: the totals for dashboards, for those who speak for all tenants.
@Path("/api/v1/fleet")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.OPERATOR, Roles.ADMIN, Roles.VIEWER, Roles.SERVICE})
public class FleetResource {

    private static final int MOST = 1000;

    private final FleetBook book;
    private final Callers callers;

    @Inject
    FleetResource(FleetBook book, Callers callers) {
        this.book = book;
        this.callers = callers;
    }

    @GET
    @Operation(operationId = "showFleet", summary = "What there is, what it costs, and why")
    public Fleet show() {
        requireAll();
        return book.fleet();
    }

    @GET
    @Path("nodes")
    @Operation(operationId = "listFleetNodes", summary = "Each node with its reason and lead time")
    public Page<NodeEntry.FleetNode> nodes(@QueryParam("limit") @DefaultValue("200") int limit) {
        requireAll();
        if (limit < 1 || limit > MOST) {
            throw Problem.invalid("limit", "must be from 1 to " + MOST);
        }
        return new Page<>(List.copyOf(book.nodes(limit)), null);
    }

    private void requireAll() {
        Caller caller = callers.current();
        if (!caller.speaksForAll()) {
            throw Problem.forbidden("the fleet is shown to those who speak for all tenants");
        }
    }
}
