package io.headroom.platform.rest;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

/// Who sends nothing does not say of what form it is (`curl -X POST`): that is no wrong form.
@Singleton
final class NothingSent {

    /// Before everything that looks at a request's form.
    private static final int FIRST = 1000;

    void register(@Observes Filters filters) {
        filters.register(NothingSent::name, FIRST);
    }

    private static void name(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (request.method().equals(HttpMethod.POST)
                && request.getHeader(HttpHeaders.CONTENT_TYPE) == null
                && isEmpty(request)) {
            request.headers().set(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON);
        }
        context.next();
    }

    private static boolean isEmpty(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return (length == null || length.equals("0"))
                && request.getHeader("Transfer-Encoding") == null;
    }
}
