package io.headroom.provisioning.decision;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import io.quarkiverse.resteasy.problem.HttpProblem;
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
        int most = query.fetch();
        Optional<Decisions.Place> after = query.after().map(DecisionsResource::place);
        return transactions
                .asService(session -> decisions.newest(session, after, most))
                .map(found -> Page.of(found, query, kept -> kept.at() + " " + kept.id()));
    }

    private static Decisions.Place place(String key) {
        int space = key.indexOf(' ');
        try {
            return new Decisions.Place(
                    Instant.parse(key.substring(0, Math.max(0, space))),
                    uuid(key.substring(space + 1)));
        } catch (DateTimeException | HttpProblem _) {
            throw Page.noCursor();
        }
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
