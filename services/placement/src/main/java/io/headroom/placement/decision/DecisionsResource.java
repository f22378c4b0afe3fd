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

import io.headroom.engine.placement.PlacementPlan;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.rest.Problem;
import io.headroom.platform.security.Roles;

/// `/api/v1/decisions/placement-<id>`: what one turn of the loop decided; with `/again` the same computed again.
@Path("/api/v1/decisions")
@Tag(name = "decisions")
@RolesAllowed(Roles.OPERATOR)
public class DecisionsResource {

    private static final String PREFIX = "placement-";

    private final Transactions transactions;
    private final Decisions decisions;
    private final InputsTable inputs;

    @Inject
    DecisionsResource(Transactions transactions, Decisions decisions, InputsTable inputs) {
        this.transactions = transactions;
        this.decisions = decisions;
        this.inputs = inputs;
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

    /// What came of computing a decision again.
    ///
    /// @param same whether it is the same plan
    public record Again(String id, boolean same, PlacementPlan then, PlacementPlan now) {}

    @GET
    @Path("{id}/again")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "recomputePlacementDecision",
            summary = "The decision computed again from its stored inputs")
    public Uni<Again> again(@PathParam("id") String id) {
        UUID uuid = uuid(id);
        return transactions
                .asService(session -> inputs.find(session, uuid))
                .map(found -> found.orElseThrow(() -> Problem.notFound("decision", id)))
                .map(
                        decided -> {
                            PlacementPlan now = decided.again();
                            return new Again(
                                    PREFIX + uuid, now.equals(decided.plan()), decided.plan(), now);
                        });
    }

    private static UUID uuid(String id) {
        try {
            return UUID.fromString(id.startsWith(PREFIX) ? id.substring(PREFIX.length()) : id);
        } catch (IllegalArgumentException _) {
            throw Problem.notFound("decision", id);
        }
    }
}
