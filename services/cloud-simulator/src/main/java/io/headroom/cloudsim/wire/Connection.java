package io.headroom.cloudsim.wire;

import java.util.Objects;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;

/// The connection that the current call came on.
@RequestScoped
public class Connection {

    private final RoutingContext routing;

    public Connection(RoutingContext routing) {
        this.routing = routing;
    }

    /// Drops it, so that the caller never learns what became of the call.
    public void drop() {
        var _ = routing.request().connection().close();
    }

    /// The path as it was sent: what a signature covers.
    public String path() {
        return Objects.requireNonNullElse(routing.request().path(), "/");
    }
}
