package io.headroom.provisioning.provider;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import io.headroom.platform.rest.Page;
import io.headroom.platform.security.Roles;

/// `/api/v1/providers`: how each one answers of late.
@Path("/api/v1/providers")
@RolesAllowed({Roles.OPERATOR, Roles.ADMIN, Roles.VIEWER, Roles.MEMBER, Roles.SERVICE})
public class ProvidersResource {

    private final Providers providers;

    @Inject
    public ProvidersResource(Providers providers) {
        this.providers = providers;
    }

    @GET
    public Page<ProviderState> list() {
        return new Page<>(providers.states(), null);
    }
}
