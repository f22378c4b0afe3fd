package io.headroom.cloudsim.wire;

import java.time.format.DateTimeParseException;

import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// What is wrong with a request to the simulator's own API, as a problem document.
public class BadInput {

    /// The document of RFC 9457.
    public record Problem(String type, String title, int status, String detail) {}

    @ServerExceptionMapper
    public Response notAllowed(IllegalArgumentException e) {
        return problem(400, String.valueOf(e.getMessage()));
    }

    @ServerExceptionMapper
    public Response notAnInstant(DateTimeParseException e) {
        return problem(400, "at: " + e.getMessage());
    }

    static Response problem(int status, String detail) {
        String title = status == 400 ? "Bad request" : "Not allowed";
        return Response.status(status)
                .type("application/problem+json")
                .entity(new Problem("about:blank", title, status, detail))
                .build();
    }
}
