package io.headroom.platform.security;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.jwt.JsonWebToken;

import io.headroom.platform.rest.Problem;

/// Says who makes the request that is being handled. Ask before a transaction begins: it knows no request.
@Singleton
public final class Callers {

    private final CurrentIdentityAssociation association;

    @Inject
    Callers(CurrentIdentityAssociation association) {
        this.association = association;
    }

    public Caller current() {
        SecurityIdentity identity = association.getIdentity();
        if (identity.isAnonymous() || !(identity.getPrincipal() instanceof JsonWebToken token)) {
            throw Problem.unauthenticated();
        }
        Object tenant = token.getClaim("tenant");
        if (tenant == null) {
            throw Problem.forbidden("the token names no tenant");
        }
        return new Caller(token.getName(), tenant.toString(), identity.getRoles());
    }
}
