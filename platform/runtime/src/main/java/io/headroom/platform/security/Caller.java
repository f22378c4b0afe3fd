package io.headroom.platform.security;

import java.util.Set;

import io.headroom.platform.rest.Problem;

/// Who asks: a name, the tenant it speaks for (or all), and its roles.
public record Caller(String name, String tenant, Set<String> roles) {

    /// The tenant of those who speak for all.
    public static final String EVERY_TENANT = "*";

    public Caller {
        roles = Set.copyOf(roles);
    }

    public boolean has(String role) {
        return roles.contains(role);
    }

    public boolean speaksForAll() {
        return tenant.equals(EVERY_TENANT);
    }

    /// Whether it may see and change things of a tenant.
    public boolean mayAct(String ofTenant) {
        return speaksForAll() || tenant.equals(ofTenant);
    }

    /// Throws 403 unless it may act for the tenant that its request names.
    public void requireTenant(String named) {
        if (!mayAct(named)) {
            throw Problem.forbidden("tenant", name + " may not act for tenant " + named);
        }
    }

    /// Throws 404 for a thing of another tenant: that it exists is none of the caller's business.
    public void requireSight(String ofTenant, String what, Object id) {
        if (!mayAct(ofTenant)) {
            throw Problem.notFound(what, id);
        }
    }
}
