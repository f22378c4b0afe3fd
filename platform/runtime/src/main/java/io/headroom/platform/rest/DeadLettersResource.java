package io.headroom.platform.rest;

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

    private final DeadLetters letters;

    @Inject
    DeadLettersResource(DeadLetters letters) {
        this.letters = letters;
    }

    @GET
    @Operation(operationId = "listDeadLetters", summary = "Events that could not be handled")
    public Page<DeadLetter> list(@BeanParam PageQuery query) {
        long after = query.after().map(DeadLettersResource::number).orElse(0L);
        List<DeadLetter> found = letters.list(after, query.fetch());
        return Page.of(found, query, letter -> Long.toString(letter.id()));
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "showDeadLetter", summary = "One of them, with what was wrong")
    public DeadLetter show(@PathParam("id") long id) {
        return letters.find(id).orElseThrow(() -> Problem.notFound("dead letter", id));
    }

    @POST
    @Path("{id}/replay")
    @Operation(operationId = "replayDeadLetter", summary = "Try one again")
    public Response replay(@PathParam("id") long id) {
        try {
            if (!letters.replay(id)) {
                throw Problem.notFound("dead letter", id);
            }
        } catch (UnreadableEvent e) {
            throw Problem.unprocessable("it is as unreadable as before: " + e.getMessage());
        }
        return Response.accepted().build();
    }

    private static long number(String key) {
        try {
            return Long.parseLong(key);
        } catch (NumberFormatException e) {
            throw Problem.invalid("after", "is no cursor of this list");
        }
    }
}
