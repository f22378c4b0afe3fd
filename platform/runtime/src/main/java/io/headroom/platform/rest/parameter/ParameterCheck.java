package io.headroom.platform.rest.parameter;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

import io.headroom.platform.rest.FieldError;
import io.headroom.platform.rest.Problem;

/// Looks at the parameters of a request before its resource does. The framework answers one that cannot be read with a bare
/// 404, and does not see one that nobody knows.
final class ParameterCheck {

    private static final String API = "/api/v1/";

    private final Map<Method, KnownParameters> known = new ConcurrentHashMap<>();

    @ServerRequestFilter
    void check(ResourceInfo resource, UriInfo uri) {
        // The simulated clouds take what the real ones take.
        if (!uri.getRequestUri().getRawPath().startsWith(API)) {
            return;
        }
        Method method = resource.getResourceMethod();
        if (method == null) {
            return;
        }
        KnownParameters parameters = known.computeIfAbsent(method, KnownParameters::of);
        uri.getPathParameters()
                .forEach(
                        (part, values) ->
                                values.stream()
                                        .filter(value -> !parameters.canName(part, value))
                                        .forEach(value -> refuse(uri, value)));
        List<FieldError> wrong = parameters.wrong(uri.getQueryParameters());
        if (!wrong.isEmpty()) {
            throw Problem.invalid(wrong);
        }
    }

    private static void refuse(UriInfo uri, String value) {
        String rest = uri.getRequestUri().getPath().substring(API.length());
        String resource = rest.substring(0, Math.max(0, rest.indexOf('/')));
        throw Problem.notFound(one(resource), value);
    }

    /// `dead letter` of `dead-letters`.
    private static String one(String resource) {
        String words = resource.replace('-', ' ');
        return words.endsWith("s") ? words.substring(0, words.length() - 1) : words;
    }
}
