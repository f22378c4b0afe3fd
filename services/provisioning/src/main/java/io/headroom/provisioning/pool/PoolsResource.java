package io.headroom.provisioning.pool;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
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
import io.headroom.provisioning.scaling.ScalingLoop;

/// `/api/v1/pools`: declared sources of nodes.
@Path("/api/v1/pools")
@Tag(name = "pools")
@RunOnVirtualThread
public class PoolsResource {

    /// A pool as it stands.
    ///
    /// @param state `open`, or `troubled` while it is not bought from
    public record View(
            String name,
            long version,
            Instant createdAt,
            String state,
            @Nullable Reason reason,
            @JsonUnwrapped PoolSpec spec,
            List<NodeTemplate> templates) {}

    /// Why it is in its state.
    public record Reason(String code, String message, Instant until) {}

    private final Pools pools;
    private final Templates templates;
    private final Lanes lanes;
    private final Transactions transactions;
    private final ScalingLoop loop;
    private final InstantSource clock;

    @Inject
    public PoolsResource(
            Pools pools,
            Templates templates,
            Lanes lanes,
            Transactions transactions,
            ScalingLoop loop,
            InstantSource clock) {
        this.pools = pools;
        this.templates = templates;
        this.lanes = lanes;
        this.transactions = transactions;
        this.loop = loop;
        this.clock = clock;
    }

    @GET
    @Operation(operationId = "listPools", summary = "Pools by name")
    @RolesAllowed({Roles.OPERATOR, Roles.ADMIN, Roles.MEMBER, Roles.VIEWER, Roles.SERVICE})
    public Page<View> list(@BeanParam PageQuery query) {
        String after = query.after().orElse("");
        int most = query.fetch();
        return Page.of(
                        transactions
                                .asService(session -> pools.page(session, after, most))
                                .await()
                                .indefinitely(),
                        query,
                        PoolRow::name)
                .map(this::view);
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
        return Reply.ok(view(row), row.version()).toResponse();
    }

    @PUT
    @Operation(operationId = "declarePool", summary = "Declare or change a pool")
    @Path("/{name}")
    @RolesAllowed(Roles.OPERATOR)
    public Response put(
            @PathParam("name") String name,
            @HeaderParam("If-Match") @Nullable String match,
            PoolSpec spec) {
        new Checks().name(name, "name").done();
        IfMatch expected = IfMatch.of(match);
        lanes.require(spec.lane());
        List<NodeTemplate> looks = templates.of(spec);
        Pools.Declared declared =
                transactions
                        .asService(session -> pools.put(session, name, spec, looks, expected))
                        .await()
                        .indefinitely();
        loop.wake();
        PoolRow row = declared.now();
        return switch (declared.before()) {
            case ABSENT ->
                    Reply.created(URI.create("/api/v1/pools/" + name), view(row), row.version())
                            .toResponse();
            case PRESENT -> Reply.ok(view(row), row.version()).toResponse();
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

    private View view(PoolRow row) {
        Instant until = row.troubleUntil();
        String why = row.trouble();
        Reason reason =
                until != null && why != null && row.isTroubled(clock.instant())
                        ? new Reason("provider-denied", why, until)
                        : null;
        return new View(
                row.name(),
                row.version(),
                row.createdAt(),
                reason == null ? "open" : "troubled",
                reason,
                row.spec(),
                row.templates());
    }
}
