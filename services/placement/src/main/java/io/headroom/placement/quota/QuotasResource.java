package io.headroom.placement.quota;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
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
import io.headroom.contracts.tenant.QuotaSpec;
import io.headroom.placement.binding.BindingLoop;
import io.headroom.placement.sql.DeclaredTable.Put;
import io.headroom.placement.tenant.TenantTable;
import io.headroom.platform.database.Commits;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.rest.IfMatch;
import io.headroom.platform.rest.Page;
import io.headroom.platform.rest.PageQuery;
import io.headroom.platform.rest.Problem;
import io.headroom.platform.rest.Reply;
import io.headroom.platform.security.Caller;
import io.headroom.platform.security.Callers;
import io.headroom.platform.security.Roles;

/// `/api/v1/quotas`: limits over time. A change takes effect at the next plan; what runs goes on.
@Path("/api/v1/quotas")
@Tag(name = "quotas")
@RolesAllowed({Roles.OPERATOR, Roles.ADMIN, Roles.MEMBER, Roles.VIEWER, Roles.SERVICE})
public class QuotasResource {

    private final Transactions transactions;
    private final Commits commits;
    private final QuotaTable quotas;
    private final PeriodUse used;
    private final TenantTable tenants;
    private final BindingLoop loop;
    private final Callers callers;
    private final InstantSource clock;

    @Inject
    QuotasResource(
            Transactions transactions,
            Commits commits,
            QuotaTable quotas,
            PeriodUse used,
            TenantTable tenants,
            BindingLoop loop,
            Callers callers,
            InstantSource clock) {
        this.transactions = transactions;
        this.commits = commits;
        this.quotas = quotas;
        this.used = used;
        this.tenants = tenants;
        this.loop = loop;
        this.callers = callers;
        this.clock = clock;
    }

    @PUT
    @Path("{name}")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(operationId = "declareQuota", summary = "Declare or change a quota")
    public Uni<Response> put(
            @PathParam("name") String name,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Nullable QuotaSpec spec) {
        if (spec == null) {
            throw Problem.invalid("body", "is required");
        }
        new Checks().name(name, "name").done();
        IfMatch match = IfMatch.of(ifMatch);
        return transactions
                .asService(session -> put(session, name, spec, match))
                .map(
                        put ->
                                (put.outcome() == Put.Outcome.CREATED
                                                ? Reply.created(
                                                        URI.create("/api/v1/quotas/" + name),
                                                        put.now(),
                                                        put.now().version())
                                                : Reply.ok(put.now(), put.now().version()))
                                        .toResponse());
    }

    private Uni<Put<QuotaSpec>> put(
            Mutiny.Session session, String name, QuotaSpec spec, IfMatch match) {
        return tenants.known(session, List.of(spec.tenant()))
                .invoke(
                        found -> {
                            if (found.isEmpty()) {
                                throw Problem.invalid(
                                        "scope.tenant", "there is no tenant " + spec.tenant());
                            }
                        })
                .chain(() -> quotas.table.put(session, name, spec, match, clock.instant()))
                .invoke(() -> commits.after(session, loop::wake));
    }

    /// What it limited runs, or goes on to wait for other reasons.
    @DELETE
    @Path("{name}")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(operationId = "deleteQuota", summary = "Take a quota away")
    public Uni<Response> delete(
            @PathParam("name") String name, @HeaderParam("If-Match") @Nullable String ifMatch) {
        IfMatch match = IfMatch.of(ifMatch);
        return transactions
                .asService(
                        session ->
                                quotas.table
                                        .find(session, name)
                                        .map(
                                                q ->
                                                        q.orElseThrow(
                                                                () ->
                                                                        Problem.notFound(
                                                                                "quota", name)))
                                        .invoke(quota -> match.requireCurrent(quota.version()))
                                        .chain(() -> quotas.table.delete(session, name))
                                        .invoke(() -> commits.after(session, loop::wake)))
                .map(_ -> Response.noContent().build());
    }

    @GET
    @Operation(operationId = "listQuotas", summary = "Quotas by name")
    public Uni<Page<QuotaView>> list(@BeanParam PageQuery page) {
        Caller caller = callers.current();
        String after = page.after().orElse("");
        int most = page.fetch();
        return transactions
                .asService(
                        session ->
                                quotas.table
                                        .page(session, after, most)
                                        .chain(found -> used.of(session, found)))
                .map(
                        found ->
                                Page.of(found, page, QuotaView::name)
                                        .only(q -> caller.mayAct(q.spec().tenant())));
    }

    @GET
    @Path("{name}")
    @Operation(operationId = "showQuota", summary = "One quota")
    public Uni<Response> show(@PathParam("name") String name) {
        Caller caller = callers.current();
        return transactions
                .asService(
                        session ->
                                quotas.table
                                        .find(session, name)
                                        .chain(found -> used.of(session, found.stream().toList())))
                .map(found -> found.stream().findFirst())
                .map(found -> found.orElseThrow(() -> Problem.notFound("quota", name)))
                .invoke(quota -> caller.requireSight(quota.spec().tenant(), "quota", name))
                .map(quota -> Reply.ok(quota, quota.version()).toResponse());
    }
}
