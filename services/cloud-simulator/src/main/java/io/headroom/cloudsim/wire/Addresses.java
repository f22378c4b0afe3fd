package io.headroom.cloudsim.wire;

import java.net.URI;

import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// The providers' addresses as their clients build them.
///
/// Google's client takes no endpoint with a path, so Compute Engine answers at the root as well as under `/gce`; the AWS
/// SDK ends its one path with a slash.
public class Addresses {

    @ServerRequestFilter(preMatching = true, priority = 1)
    public void normalise(ContainerRequestContext request) {
        URI uri = request.getUriInfo().getRequestUri();
        String path = uri.getRawPath();
        if (path.startsWith("/compute/v1/")) {
            move(request, uri, "/gce" + path);
        } else if (path.matches("/ec2/+")) {
            move(request, uri, "/ec2");
        }
    }

    private static void move(ContainerRequestContext request, URI uri, String path) {
        String query = uri.getRawQuery();
        URI base = request.getUriInfo().getBaseUri();
        request.setRequestUri(base.resolve(query == null ? path : path + "?" + query));
    }
}
