package io.headroom.provisioning.declaration;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.smallrye.common.annotation.RunOnVirtualThread;
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
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.check.Checks;
import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.pool.PoolSpec;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.rest.IfMatch;
import io.headroom.platform.rest.Page;
import io.headroom.platform.rest.PageQuery;
import io.headroom.platform.rest.Problem;
import io.headroom.platform.rest.Reply;
import io.headroom.platform.security.Roles;
import io.headroom.provisioning.pool.PoolRow;
import io.headroom.provisioning.pool.Pools;
import io.headroom.provisioning.scaling.ScalingLoop;

/// `/api/v1/pools`: declared sources of nodes.
@Path("/api/v1/pools")
@Tag(name = "pools")
@RunOnVirtualThread
public class PoolsResource {

    private final Pools pools;
    private final Templates templates;
    private final Lanes lanes;
    private final Displaced displaced;
    private final PoolViews views;
    private final Transactions transactions;
    private final ScalingLoop loop;

    @Inject
    public PoolsResource(
            Pools pools,
            Templates templates,
            Lanes lanes,
            Displaced displaced,
            PoolViews views,
            Transactions transactions,
            ScalingLoop loop) {
        this.pools = pools;
        this.templates = templates;
        this.lanes = lanes;
        this.displaced = displaced;
        this.views = views;
        this.transactions = transactions;
        this.loop = loop;
    }

    @GET
    @Operation(operationId = "listPools", summary = "Pools by name")
    @RolesAllowed({Roles.OPERATOR, Roles.ADMIN, Roles.MEMBER, Roles.VIEWER, Roles.SERVICE})
    public Page<PoolView> list(@BeanParam PageQuery query) {
        String after = query.after().orElse("");
        int most = query.fetch();
        List<PoolRow> rows =
                transactions
                        .asService(session -> pools.page(session, after, most))
                        .await()
                        .indefinitely();
        Map<String, PoolView> views = this.views.of(rows);
        return Page.of(rows, query, PoolRow::name)
                .map(row -> Objects.requireNonNull(views.get(row.name())));
    }

    @GET
    @Operation(operationId = "showPool", summary = "One pool")
    @Path("/{name}")
    @RolesAllowed({Roles.OPERATOR, Roles.ADMIN, Roles.MEMBER, Roles.VIEWER, Roles.SERVICE})
    public Response get(@PathParam("name") String name) {
        PoolRow row =
                transactions
                        .asService(session -> pools.find(session, name))
                        .await()
                        .indefinitely()
                        .orElseThrow(() -> Problem.notFound("pool", name));
        return Reply.ok(views.of(row), row.version()).toResponse();
    }

    @PUT
    @Operation(operationId = "declarePool", summary = "Declare or change a pool")
    @Path("/{name}")
    @RolesAllowed(Roles.OPERATOR)
    public Response put(
            @PathParam("name") String name,
            @HeaderParam("If-Match") @Nullable String match,
            @Nullable PoolSpec spec) {
        if (spec == null) {
            throw Problem.invalid("body", "is required");
        }
        new Checks().name(name, "name").done();
        IfMatch expected = IfMatch.of(match);
        lanes.require(spec.lane());
        List<NodeTemplate> looks = templates.of(spec);
        Pools.Declared declared =
                transactions
                        .asService(
                                session ->
                                        pools.put(session, name, spec, looks, expected)
                                                .call(() -> displaced.drain(session, name, spec)))
                        .await()
                        .indefinitely();
        loop.wake();
        PoolRow row = declared.now();
        PoolView view = views.of(row);
        return switch (declared.before()) {
            case ABSENT ->
                    Reply.created(URI.create("/api/v1/pools/" + name), view, row.version())
                            .toResponse();
            case PRESENT -> Reply.ok(view, row.version()).toResponse();
        };
    }

    @DELETE
    @Operation(operationId = "deletePool", summary = "Take away a pool that has no nodes any more")
    @Path("/{name}")
    @RolesAllowed(Roles.OPERATOR)
    public Response delete(
            @PathParam("name") String name, @HeaderParam("If-Match") @Nullable String match) {
        IfMatch expected = IfMatch.of(match);
        transactions
                .asService(session -> pools.remove(session, name, expected))
                .await()
                .indefinitely();
        return Response.noContent().build();
    }
}
