package io.headroom.platform.rest;

import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/// An answer that can be kept and given again: status, body, version and place.
public record Reply(int status, Object body, OptionalLong version, Optional<URI> location) {

    public static Reply ok(Object body, long version) {
        return new Reply(200, body, OptionalLong.of(version), Optional.empty());
    }

    public static Reply created(URI location, Object body, long version) {
        return new Reply(201, body, OptionalLong.of(version), Optional.of(location));
    }

    public static Reply accepted(Object body, long version) {
        return new Reply(202, body, OptionalLong.of(version), Optional.empty());
    }

    public Response toResponse() {
        Response.ResponseBuilder response =
                Response.status(status).entity(body).type(MediaType.APPLICATION_JSON_TYPE);
        version.ifPresent(v -> response.header(HttpHeaders.ETAG, IfMatch.etag(v)));
        location.ifPresent(l -> response.header(HttpHeaders.LOCATION, l.toString()));
        return response.build();
    }
}
