package io.headroom.provisioning.decision;

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

import io.headroom.platform.database.Transactions;
import io.headroom.platform.rest.Page;
import io.headroom.platform.rest.PageQuery;
import io.headroom.platform.rest.Problem;
import io.headroom.platform.security.Roles;

/// `/api/v1/decisions`: scaling decisions, named `provisioning-<uuid>` so that the gateway knows whom to ask.
@Path("/api/v1/decisions")
@Tag(name = "decisions")
@RolesAllowed({Roles.OPERATOR, Roles.SERVICE})
public class DecisionsResource {

    static final String PREFIX = "provisioning-";

    private final Decisions decisions;
    private final Transactions transactions;

    @Inject
    public DecisionsResource(Decisions decisions, Transactions transactions) {
        this.decisions = decisions;
        this.transactions = transactions;
    }

    @GET
    @Operation(operationId = "listDecisions", summary = "The newest scaling decisions")
    public Uni<Page<Decisions.Kept>> newest(@BeanParam PageQuery query) {
        int most = query.size();
        return transactions
                .asService(session -> decisions.newest(session, most))
                .map(all -> new Page<>(all, null));
    }

    @GET
    @Operation(operationId = "showDecision", summary = "What was decided, and from which facts")
    @Path("/{id}")
    public Uni<Decisions.Kept> get(@PathParam("id") String id) {
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
