package io.headroom.provisioning.provider.lane;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.headroom.platform.rest.Page;
import io.headroom.platform.security.Roles;

/// `/api/v1/providers`: how each one answers of late.
@Path("/api/v1/providers")
@Tag(name = "providers")
@RolesAllowed({Roles.OPERATOR, Roles.ADMIN, Roles.VIEWER, Roles.MEMBER, Roles.SERVICE})
public class ProvidersResource {

    private final Providers providers;

    @Inject
    public ProvidersResource(Providers providers) {
        this.providers = providers;
    }

    @GET
    @Operation(operationId = "listProviders", summary = "How each provider answers of late")
    public Page<ProviderState> list() {
        return new Page<>(providers.states(), null);
    }
}
