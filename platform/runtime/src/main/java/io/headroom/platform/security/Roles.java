package io.headroom.platform.security;

/// The roles of callers, for `@RolesAllowed`.
public final class Roles {

    /// Runs the fleet: everything.
    public static final String OPERATOR = "operator";

    /// Declares a tenant's things.
    public static final String ADMIN = "admin";

    /// Submits workloads of a tenant.
    public static final String MEMBER = "member";

    /// Looks at a tenant's things.
    public static final String VIEWER = "viewer";

    /// Another service of this system.
    public static final String SERVICE = "service";

    private Roles() {}
}
