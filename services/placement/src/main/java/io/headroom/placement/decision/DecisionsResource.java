package io.headroom.placement.decision;

import java.util.UUID;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.headroom.platform.database.Transactions;
import io.headroom.platform.rest.Problem;
import io.headroom.platform.security.Roles;

/// `/api/v1/decisions/placement-<id>`: what one turn of the loop decided.
@Path("/api/v1/decisions")
@Tag(name = "decisions")
@RolesAllowed(Roles.OPERATOR)
public class DecisionsResource {

    private static final String PREFIX = "placement-";

    private final Transactions transactions;
    private final Decisions decisions;

    @Inject
    DecisionsResource(Transactions transactions, Decisions decisions) {
        this.transactions = transactions;
        this.decisions = decisions;
    }

    @GET
    @Path("{id}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "showPlacementDecision", summary = "What was decided, and from what")
    public Uni<String> show(@PathParam("id") String id) {
        UUID uuid = uuid(id);
        return transactions
                .asService(session -> decisions.find(session, uuid))
                .map(found -> found.orElseThrow(() -> Problem.notFound("decision", id)));
    }

    private static UUID uuid(String id) {
        try {
            return UUID.fromString(id.startsWith(PREFIX) ? id.substring(PREFIX.length()) : id);
        } catch (IllegalArgumentException _) {
            throw Problem.notFound("decision", id);
        }
    }
}
