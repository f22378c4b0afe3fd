package io.headroom.platform.rest;

import java.net.URI;
import java.util.List;

import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response;

/// Everything that a request can be answered with instead of what it asked for (RFC 9457): `throw Problem.notFound(...)`.
public final class Problem {

    private static final int UNPROCESSABLE = 422;

    private Problem() {}

    /// 400: these fields are wrong.
    public static HttpProblem invalid(List<FieldError> errors) {
        String detail =
                errors.size() == 1
                        ? errors.getFirst().field() + ": " + errors.getFirst().message()
                        : errors.size() + " fields are wrong";
        return of(
                        Response.Status.BAD_REQUEST.getStatusCode(),
                        "invalid",
                        "The request is not valid",
                        detail)
                .with("errors", errors)
                .build();
    }

    /// 400: this field is wrong.
    public static HttpProblem invalid(String field, String message) {
        return invalid(List.of(new FieldError(field, message)));
    }

    /// 401: nobody knows who asks.
    public static HttpProblem unauthenticated() {
        return of(401, "unauthenticated", "Who asks is not known", "a valid bearer token is needed")
                .withHeader("WWW-Authenticate", "Bearer")
                .with("errors", one("Authorization", "is no valid bearer token"))
                .build();
    }

    /// 403: this caller may not.
    public static HttpProblem forbidden(String detail) {
        return of(403, "forbidden", "Not allowed", detail).build();
    }

    /// 403, because of this field.
    public static HttpProblem forbidden(String field, String message) {
        return of(403, "forbidden", "Not allowed", field + ": " + message)
                .with("errors", one(field, message))
                .build();
    }

    /// 404: there is no such thing, or none that the caller may know of.
    public static HttpProblem notFound(String what, Object name) {
        String message = "there is no " + what + " " + name;
        return of(404, "not-found", "Not found", message)
                .with("errors", one(what, message))
                .build();
    }

    /// 409: it does not go together with what is.
    public static HttpProblem conflict(String detail) {
        return of(409, "conflict", "Conflict", detail).build();
    }

    /// 409, because of this field.
    public static HttpProblem conflict(String field, String message) {
        return of(409, "conflict", "Conflict", field + ": " + message)
                .with("errors", one(field, message))
                .build();
    }

    /// 409 with more to tell: `Problem.conflicting(...).with("spent", amount).build()`.
    public static HttpProblem.Builder conflicting(String detail) {
        return of(409, "conflict", "Conflict", detail);
    }

    /// 412: somebody else changed it since it was read.
    public static HttpProblem stale(long version) {
        String message = "the version is " + version + " now: read it again";
        return of(412, "stale", "Changed since", message)
                .with("errors", one("If-Match", message))
                .build();
    }

    /// 413: more than is read.
    public static HttpProblem tooLarge(long mostBytes) {
        String message = "may have at most " + (mostBytes >> 20) + " MiB";
        return of(413, "too-large", "Too large", "the body " + message)
                .with("errors", one("body", message))
                .build();
    }

    /// 422: well formed, and still impossible.
    public static HttpProblem unprocessable(String detail) {
        return of(UNPROCESSABLE, "unprocessable", "Not possible", detail).build();
    }

    /// 422, because of this field.
    public static HttpProblem unprocessable(String field, String message) {
        return of(UNPROCESSABLE, "unprocessable", "Not possible", field + ": " + message)
                .with("errors", one(field, message))
                .build();
    }

    /// 503: somebody who is needed is away; nothing was changed.
    public static HttpProblem unavailable(String detail) {
        return of(503, "unavailable", "Not available now", detail)
                .withHeader("Retry-After", "1")
                .build();
    }

    private static List<FieldError> one(String field, String message) {
        return List.of(new FieldError(field, message));
    }

    /// Any other: its status, the short name in its type, a title and what is the matter.
    public static HttpProblem.Builder of(int status, String name, String title, String detail) {
        return HttpProblem.builder()
                .withType(URI.create("urn:headroom:problem:" + name))
                .withStatus(status)
                .withTitle(title)
                .withDetail(detail);
    }
}
