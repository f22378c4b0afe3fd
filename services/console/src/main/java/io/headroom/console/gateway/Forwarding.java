package io.headroom.console.gateway;

import java.util.Set;
import java.util.concurrent.TimeoutException;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

import io.headroom.console.upstream.Upstream;
import io.headroom.console.upstream.UpstreamClient;
import io.headroom.platform.rest.Problem;

/// Carries one request to a service and its answer back, piece by piece, as fast as the slower side takes them.
@Singleton
public class Forwarding {

    private static final String IMPORT = Directory.API + "series/import";

    /// A year of demand in steps of five minutes is 5 MiB of CSV.
    private static final long LARGEST_IMPORT = 16L << 20;

    /// As the services themselves have it.
    private static final long LARGEST = 1L << 20;

    private static final Set<HttpMethod> BODILESS =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final UpstreamClient client;

    @Inject
    Forwarding(UpstreamClient client) {
        this.client = client;
    }

    /// @param path normalized: what the router matched is what the service gets
    void carry(RoutingContext routing, Upstream to, String path) {
        HttpServerRequest request = routing.request();
        request.pause();
        long most = path.equals(IMPORT) ? LARGEST_IMPORT : LARGEST;
        if (length(request) > most) {
            PlainProblem.answer(routing, Problem.tooLarge(most));
            return;
        }
        String query = request.query();
        String uri = query == null ? path : path + "?" + query;
        client.open(to, request.method(), uri)
                .onSuccess(up -> send(routing, to, up, most))
                .onFailure(failure -> PlainProblem.answer(routing, away(to, failure)));
    }

    private static void send(RoutingContext routing, Upstream to, HttpClientRequest up, long most) {
        HttpServerRequest request = routing.request();
        if (routing.response().closed()) {
            up.reset();
            return;
        }
        Hop.copy(request.headers(), up.headers());
        // The owner names what it made by the address that the caller knows.
        if (!up.headers().contains(HttpHeaders.HOST) && request.authority() != null) {
            up.putHeader(HttpHeaders.HOST, request.authority().toString());
        }
        up.response()
                .onSuccess(answer -> answer(routing, answer))
                .onFailure(failure -> PlainProblem.answer(routing, away(to, failure)));
        // What fails is told by the answer that never comes.
        up.exceptionHandler(_ -> {});
        // Whoever hung up wants no answer any more.
        routing.response()
                .closeHandler(
                        _ -> {
                            if (!routing.response().ended()) {
                                up.reset();
                            }
                        });
        if (!hasBody(request)) {
            request.resume();
            var _ = up.end();
            return;
        }
        up.setChunked(request.getHeader(HttpHeaders.CONTENT_LENGTH) == null);
        new BoundedBody(request, most)
                .pipe()
                // Half a body must not look like a whole one.
                .endOnFailure(false)
                .to(up)
                .onFailure(failure -> broken(routing, up, failure, most));
    }

    private static void broken(
            RoutingContext routing, HttpClientRequest up, Throwable failure, long most) {
        if (failure instanceof BoundedBody.TooLarge) {
            PlainProblem.answer(routing, Problem.tooLarge(most));
        }
        up.reset();
    }

    private static void answer(RoutingContext routing, HttpClientResponse from) {
        HttpServerResponse response = routing.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(from.statusCode());
        Hop.copy(from.headers(), response.headers());
        boolean sized = response.headers().contains(HttpHeaders.CONTENT_LENGTH);
        response.setChunked(!sized && mayHaveBody(routing.request(), from.statusCode()));
        from.pipe().endOnFailure(false).to(response).onFailure(_ -> response.reset());
    }

    private static boolean mayHaveBody(HttpServerRequest request, int status) {
        return !request.method().equals(HttpMethod.HEAD) && status != 204 && status != 304;
    }

    /// HTTP/2 announces no body of unknown length: there may be one wherever one makes sense.
    private static boolean hasBody(HttpServerRequest request) {
        if (request.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
            return length(request) > 0;
        }
        return switch (request.version()) {
            case HTTP_1_0, HTTP_1_1 -> request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
            case HTTP_2 -> !BODILESS.contains(request.method());
        };
    }

    private static long length(HttpServerRequest request) {
        @Nullable String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    /// After a silence nobody knows what was done; before, nothing was.
    private static HttpProblem away(Upstream to, Throwable failure) {
        if (failure instanceof TimeoutException) {
            return Problem.of(
                            504,
                            "no-answer",
                            "No answer in time",
                            to.serviceName()
                                    + " did not answer within "
                                    + UpstreamClient.SILENCE.toSeconds()
                                    + " s: ask again with the same Idempotency-Key")
                    .with("service", to.serviceName())
                    .build();
        }
        return Problem.of(
                        503,
                        "unavailable",
                        "Not available now",
                        to.serviceName() + " cannot be reached: try again")
                .with("service", to.serviceName())
                .withHeader("Retry-After", "1")
                .build();
    }
}
