package io.headroom.platform.rest;

import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/// Says in each problem which request it answers, whoever made it.
final class ProblemPlace {

    @ServerResponseFilter
    void name(ContainerResponseContext response, UriInfo uri) {
        if (response.getEntity() instanceof HttpProblem problem && problem.getInstance() == null) {
            response.setEntity(
                    HttpProblem.builder(problem)
                            .withInstance(java.net.URI.create(uri.getRequestUri().getRawPath()))
                            .build());
        }
    }
}
