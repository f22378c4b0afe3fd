package io.headroom.placement.secret;

import jakarta.ws.rs.PathParam;
import org.jspecify.annotations.Nullable;

/// Which secret a request is about.
public final class SecretPath {

    @PathParam("tenant")
    @Nullable String tenant;

    @PathParam("environment")
    @Nullable String environment;

    @PathParam("name")
    @Nullable String name;

    SecretId id() {
        return new SecretId(
                String.valueOf(tenant), String.valueOf(environment), String.valueOf(name));
    }
}
