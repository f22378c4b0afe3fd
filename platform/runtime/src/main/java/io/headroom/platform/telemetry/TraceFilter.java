package io.headroom.platform.telemetry;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

import io.headroom.contracts.envelope.CloudEventHeaders;

/// Takes over the caller's trace, or begins one, and tells it in the answer.
public final class TraceFilter {

    private static final String PROPERTY = "headroom.traceparent";

    @ServerRequestFilter(preMatching = true)
    public void begin(ContainerRequestContext request) {
        String given = request.getHeaderString(CloudEventHeaders.TRACEPARENT);
        String trace = given != null && Trace.isValid(given) ? given : Trace.fresh();
        Trace.set(trace);
        request.setProperty(PROPERTY, trace);
    }

    @ServerResponseFilter
    public void tell(ContainerRequestContext request, ContainerResponseContext response) {
        Object trace = request.getProperty(PROPERTY);
        if (trace != null) {
            response.getHeaders().putSingle(CloudEventHeaders.TRACEPARENT, trace);
        }
    }
}
