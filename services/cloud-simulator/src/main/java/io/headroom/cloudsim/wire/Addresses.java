package io.headroom.cloudsim.wire;

import java.net.URI;

import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// The providers' addresses as their clients build them.
///
/// Both SDKs want an endpoint without a path: the AWS SDK drops it and posts to the root, Google's client refuses it. So the
/// root answers as well as `/ec2`, `/pricing`, `/gce` and `/cloud-billing`.
public class Addresses {

    @ServerRequestFilter(preMatching = true, priority = 1)
    public void normalise(ContainerRequestContext request) {
        URI uri = request.getUriInfo().getRequestUri();
        String path = uri.getRawPath();
        if (path.startsWith("/compute/v1/")) {
            move(request, uri, "/gce" + path);
        } else if (path.startsWith("/v1/services")) {
            move(request, uri, "/cloud-billing" + path);
        } else if (path.equals("/") && isForPriceList(request)) {
            move(request, uri, "/pricing");
        } else if (path.matches("/ec2/+")
                || (path.equals("/") && request.getMethod().equals("POST"))) {
            move(request, uri, "/ec2");
        }
    }

    private static boolean isForPriceList(ContainerRequestContext request) {
        String target = request.getHeaderString("X-Amz-Target");
        return target != null && target.startsWith("AWSPriceListService.");
    }

    private static void move(ContainerRequestContext request, URI uri, String path) {
        String query = uri.getRawQuery();
        URI base = request.getUriInfo().getBaseUri();
        request.setRequestUri(base.resolve(query == null ? path : path + "?" + query));
    }
}
