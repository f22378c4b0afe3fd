package io.headroom.platform.rest;

import java.time.Instant;
import java.util.List;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import io.headroom.platform.bus.DeadLetters;
import io.headroom.platform.bus.DeadLetters.DeadLetter;
import io.headroom.platform.bus.UnreadableEvent;
import io.headroom.platform.security.Roles;

/// Events that this service could not handle: look at them, and try one again.
@Path("/api/v1/dead-letters")
@Tag(name = "dead-letters")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.OPERATOR, Roles.ADMIN})
@RunOnVirtualThread
public class DeadLettersResource {

    private static final String KIND = "dead letter";

    private final DeadLetters letters;

    /// One as the list shows it, under the id and the service that it was asked for by.
    public record Shown(
            String id,
            String service,
            String subject,
            @Nullable String event,
            String reason,
            Instant at,
            String body) {

        static Shown of(String id, DeadLetter letter) {
            int dash = id.lastIndexOf('-');
            return new Shown(
                    id,
                    dash < 0 ? letter.service() : id.substring(0, dash),
                    letter.subject(),
                    letter.event(),
                    letter.reason(),
                    letter.at(),
                    letter.body());
        }
    }

    @Inject
    DeadLettersResource(DeadLetters letters) {
        this.letters = letters;
    }

    @GET
    @Operation(operationId = "listDeadLetters", summary = "Events that could not be handled")
    public Page<DeadLetter> list(@BeanParam PageQuery query) {
        List<DeadLetter> found = letters.list(query.afterNumber(), query.fetch());
        return Page.of(found, query, letter -> Long.toString(letter.id()));
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "showDeadLetter", summary = "One of them, with what was wrong")
    public Shown show(@PathParam("id") String id) {
        return letters.find(number(id))
                .map(letter -> Shown.of(id, letter))
                .orElseThrow(() -> Problem.notFound(KIND, id));
    }

    @POST
    @Path("{id}/replay")
    @Operation(operationId = "replayDeadLetter", summary = "Try one again")
    public Response replay(@PathParam("id") String id) {
        try {
            if (!letters.replay(number(id))) {
                throw Problem.notFound(KIND, id);
            }
        } catch (UnreadableEvent e) {
            throw Problem.unprocessable("it is as unreadable as before: " + e.getMessage());
        }
        return Response.accepted().build();
    }

    /// `17`, or `cost-17` as it is called among those of all services.
    private static long number(String id) {
        try {
            return Long.parseLong(id.substring(id.lastIndexOf('-') + 1));
        } catch (NumberFormatException _) {
            throw Problem.notFound(KIND, id);
        }
    }
}
