package io.headroom.placement.lane;

import java.net.URI;
import java.time.InstantSource;
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

import io.headroom.contracts.capacity.LaneChanged;
import io.headroom.contracts.capacity.LaneSpec;
import io.headroom.contracts.check.Checks;
import io.headroom.placement.binding.BindingLoop;
import io.headroom.placement.sql.Declared;
import io.headroom.placement.sql.DeclaredTable.Put;
import io.headroom.placement.tenant.TenantTable;
import io.headroom.platform.database.Commits;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.outbox.Outbox;
import io.headroom.platform.rest.FieldError;
import io.headroom.platform.rest.IfMatch;
import io.headroom.platform.rest.Page;
import io.headroom.platform.rest.PageQuery;
import io.headroom.platform.rest.Problem;
import io.headroom.platform.rest.Reply;
import io.headroom.platform.security.Roles;

/// `/api/v1/lanes`: parts of the fleet.
@Path("/api/v1/lanes")
@Tag(name = "lanes")
@RolesAllowed({Roles.OPERATOR, Roles.ADMIN, Roles.MEMBER, Roles.VIEWER, Roles.SERVICE})
public class LanesResource {

    private static final String EVERYBODY = "*";

    private final Transactions transactions;
    private final Commits commits;
    private final Outbox outbox;
    private final LaneTable lanes;
    private final TenantTable tenants;
    private final BindingLoop loop;
    private final InstantSource clock;

    @Inject
    LanesResource(
            Transactions transactions,
            Commits commits,
            Outbox outbox,
            LaneTable lanes,
            TenantTable tenants,
            BindingLoop loop,
            InstantSource clock) {
        this.transactions = transactions;
        this.commits = commits;
        this.outbox = outbox;
        this.lanes = lanes;
        this.tenants = tenants;
        this.loop = loop;
        this.clock = clock;
    }

    @PUT
    @Path("{name}")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(operationId = "declareLane", summary = "Declare or change a lane")
    public Uni<Response> put(
            @PathParam("name") String name,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Nullable LaneSpec spec) {
        if (spec == null) {
            throw Problem.invalid("body", "is required");
        }
        new Checks().name(name, "name").done();
        IfMatch match = IfMatch.of(ifMatch);
        return transactions
                .asService(
                        session ->
                                requireTenants(session, spec)
                                        .chain(
                                                () ->
                                                        lanes.table.put(
                                                                session,
                                                                name,
                                                                spec,
                                                                match,
                                                                clock.instant()))
                                        .call(put -> said(session, put)))
                .map(put -> reply(put).toResponse());
    }

    /// A lane for somebody whom nobody declared would be a lane for nobody.
    private Uni<Void> requireTenants(Mutiny.Session session, LaneSpec spec) {
        List<String> named = spec.tenants().stream().filter(t -> !t.equals(EVERYBODY)).toList();
        return tenants.known(session, named)
                .invoke(
                        known -> {
                            List<FieldError> missing =
                                    named.stream()
                                            .filter(t -> !known.containsKey(t))
                                            .map(
                                                    t ->
                                                            new FieldError(
                                                                    "tenants",
                                                                    "there is no tenant " + t))
                                            .toList();
                            if (!missing.isEmpty()) {
                                throw Problem.invalid(missing);
                            }
                        })
                .replaceWithVoid();
    }

    private Uni<Void> said(Mutiny.Session session, Put<LaneSpec> put) {
        if (put.outcome() == Put.Outcome.SAME) {
            return Uni.createFrom().voidItem();
        }
        commits.after(session, loop::wake);
        Declared<LaneSpec> now = put.now();
        return outbox.add(session, new LaneChanged(now.name(), now.version(), now.spec()));
    }

    private static Reply reply(Put<LaneSpec> put) {
        return put.outcome() == Put.Outcome.CREATED
                ? Reply.created(
                        URI.create("/api/v1/lanes/" + put.now().name()),
                        put.now(),
                        put.now().version())
                : Reply.ok(put.now(), put.now().version());
    }

    @GET
    @Operation(operationId = "listLanes", summary = "Lanes by name")
    public Uni<Page<Declared<LaneSpec>>> list(@BeanParam PageQuery page) {
        String after = page.after().orElse("");
        int most = page.fetch();
        return transactions
                .asService(session -> lanes.table.page(session, after, most))
                .map(found -> Page.of(found, page, Declared::name));
    }

    @GET
    @Path("{name}")
    @Operation(operationId = "showLane", summary = "One lane")
    public Uni<Response> show(@PathParam("name") String name) {
        return transactions
                .asService(session -> lanes.table.find(session, name))
                .map(found -> found.orElseThrow(() -> Problem.notFound("lane", name)))
                .map(lane -> Reply.ok(lane, lane.version()).toResponse());
    }
}
