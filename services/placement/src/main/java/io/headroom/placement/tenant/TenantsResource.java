package io.headroom.placement.tenant;

import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.check.Checks;
import io.headroom.contracts.check.InvalidFields;
import io.headroom.contracts.tenant.TenantChanged;
import io.headroom.contracts.tenant.TenantSpec;
import io.headroom.engine.fairness.Tenant;
import io.headroom.engine.fairness.TenantTree;
import io.headroom.placement.sql.Declared;
import io.headroom.placement.sql.DeclaredTable.Put;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.outbox.Outbox;
import io.headroom.platform.rest.IfMatch;
import io.headroom.platform.rest.Page;
import io.headroom.platform.rest.PageQuery;
import io.headroom.platform.rest.Problem;
import io.headroom.platform.rest.Reply;
import io.headroom.platform.security.Caller;
import io.headroom.platform.security.Callers;
import io.headroom.platform.security.Roles;

/// `/api/v1/tenants`: who may ask. A caller of one tenant sees that one.
@Path("/api/v1/tenants")
@Tag(name = "tenants")
@RolesAllowed({Roles.OPERATOR, Roles.ADMIN, Roles.MEMBER, Roles.VIEWER, Roles.SERVICE})
public class TenantsResource {

    private final Transactions transactions;
    private final Outbox outbox;
    private final TenantTable tenants;
    private final Callers callers;
    private final InstantSource clock;

    @Inject
    TenantsResource(
            Transactions transactions,
            Outbox outbox,
            TenantTable tenants,
            Callers callers,
            InstantSource clock) {
        this.transactions = transactions;
        this.outbox = outbox;
        this.tenants = tenants;
        this.callers = callers;
        this.clock = clock;
    }

    @PUT
    @Path("{name}")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(operationId = "declareTenant", summary = "Declare or change a tenant")
    public Uni<Response> put(
            @PathParam("name") String name,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Nullable TenantSpec spec) {
        if (spec == null) {
            throw Problem.invalid("body", "is required");
        }
        new Checks()
                .name(name, "name")
                .that(!name.equals(spec.parent()), "parent", "is the tenant itself")
                .done();
        IfMatch match = IfMatch.of(ifMatch);
        return transactions
                .asService(
                        session ->
                                requireTree(session, name, spec)
                                        .chain(
                                                () ->
                                                        tenants.table.put(
                                                                session,
                                                                name,
                                                                spec,
                                                                match,
                                                                clock.instant()))
                                        .call(put -> said(session, put)))
                .map(
                        put ->
                                (put.outcome() == Put.Outcome.CREATED
                                                ? Reply.created(
                                                        URI.create("/api/v1/tenants/" + name),
                                                        put.now(),
                                                        put.now().version())
                                                : Reply.ok(put.now(), put.now().version()))
                                        .toResponse());
    }

    private Uni<Void> said(Mutiny.Session session, Put<TenantSpec> put) {
        Declared<TenantSpec> now = put.now();
        return put.outcome() == Put.Outcome.SAME
                ? Uni.createFrom().voidItem()
                : outbox.add(session, new TenantChanged(now.name(), now.version(), now.spec()));
    }

    /// The whole tree as it would be: no loop, no unknown parent, nothing guaranteed that is not there.
    private Uni<Void> requireTree(Mutiny.Session session, String name, TenantSpec spec) {
        return tenants.all(session)
                .invoke(
                        declared -> {
                            List<Tenant> then =
                                    new ArrayList<>(
                                            declared.stream()
                                                    .filter(t -> !t.name().equals(name))
                                                    .toList());
                            then.add(TenantTable.tenant(name, spec));
                            try {
                                new TenantTree(then);
                            } catch (InvalidFields contradiction) {
                                throw new InvalidFields(named(contradiction, name));
                            }
                        })
                .replaceWithVoid();
    }

    /// The fields of this tenant by their own names. What contradicts it at another alone comes of where it would stand.
    private static List<InvalidFields.Field> named(InvalidFields wrong, String name) {
        String own = name + ".";
        List<InvalidFields.Field> fields =
                wrong.fields().stream()
                        .filter(f -> f.field().startsWith(own))
                        .map(
                                f ->
                                        new InvalidFields.Field(
                                                f.field().substring(own.length()), f.message()))
                        .toList();
        return fields.isEmpty()
                ? wrong.fields().stream()
                        .map(
                                f ->
                                        new InvalidFields.Field(
                                                "parent", "then " + f.field() + " " + f.message()))
                        .toList()
                : fields;
    }

    @GET
    @Operation(operationId = "listTenants", summary = "Tenants by name")
    public Uni<Page<Declared<TenantSpec>>> list(@BeanParam PageQuery page) {
        Caller caller = callers.current();
        String after = page.after().orElse("");
        int most = page.fetch();
        return transactions
                .asService(session -> tenants.table.page(session, after, most))
                .map(
                        found ->
                                Page.of(found, page, Declared::name)
                                        .only(t -> caller.mayAct(t.name())));
    }

    @GET
    @Path("{name}")
    @Operation(operationId = "showTenant", summary = "One tenant")
    public Uni<Response> show(@PathParam("name") String name) {
        callers.current().requireSight(name, "tenant", name);
        return transactions
                .asService(session -> tenants.table.find(session, name))
                .map(found -> found.orElseThrow(() -> Problem.notFound("tenant", name)))
                .map(tenant -> Reply.ok(tenant, tenant.version()).toResponse());
    }
}
