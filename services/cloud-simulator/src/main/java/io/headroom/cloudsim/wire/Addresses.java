package io.headroom.cloudsim.wire;

import java.net.URI;

import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// The providers' addresses as their clients build them.
///
/// Both SDKs want an endpoint without a path: the AWS SDK drops it and posts to the root, Google's client refuses it. So the
/// root answers as well as `/ec2` and `/gce`.
public class Addresses {

    @ServerRequestFilter(preMatching = true, priority = 1)
    public void normalise(ContainerRequestContext request) {
        URI uri = request.getUriInfo().getRequestUri();
        String path = uri.getRawPath();
        if (path.startsWith("/compute/v1/")) {
            move(request, uri, "/gce" + path);
        } else if (path.matches("/ec2/+")
                || (path.equals("/") && request.getMethod().equals("POST"))) {
            move(request, uri, "/ec2");
        }
    }

    private static void move(ContainerRequestContext request, URI uri, String path) {
        String query = uri.getRawQuery();
        URI base = request.getUriInfo().getBaseUri();
        request.setRequestUri(base.resolve(query == null ? path : path + "?" + query));
    }
}
