package io.headroom.provisioning.declaration;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

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
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.pool.PoolMode;
import io.headroom.contracts.pool.PoolSpec;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.rest.IfMatch;
import io.headroom.platform.rest.Page;
import io.headroom.platform.rest.PageQuery;
import io.headroom.platform.rest.Problem;
import io.headroom.platform.rest.Reply;
import io.headroom.platform.security.Roles;
import io.headroom.provisioning.advice.AdviceRows;
import io.headroom.provisioning.advice.AdviceTotals;
import io.headroom.provisioning.offer.Answers;
import io.headroom.provisioning.offer.Limits;
import io.headroom.provisioning.pool.PoolRow;
import io.headroom.provisioning.pool.Pools;
import io.headroom.provisioning.scaling.ScalingLoop;

/// `/api/v1/pools`: declared sources of nodes.
@Path("/api/v1/pools")
@Tag(name = "pools")
@RunOnVirtualThread
public class PoolsResource {

    /// A pool as it stands.
    ///
    /// @param state `open`, or `troubled` while it is not bought from
    /// @param reason what a person should mend: why it is troubled, or what of it is not bought although it is open
    /// @param advice in mode `advise`: what its advice comes to so far
    public record PoolView(
            String name,
            long version,
            Instant createdAt,
            String state,
            @Nullable Reason reason,
            @JsonUnwrapped PoolSpec spec,
            List<NodeTemplate> templates,
            @Nullable AdviceTotals advice) {}

    /// Why it is in its state.
    ///
    /// @param code `provider-denied` or `quota-reached`
    /// @param until when it is tried again
    public record Reason(String code, String message, Instant until) {}

    private final Pools pools;
    private final Templates templates;
    private final Lanes lanes;
    private final Displaced displaced;
    private final Answers answers;
    private final AdviceRows advice;
    private final Transactions transactions;
    private final ScalingLoop loop;
    private final InstantSource clock;

    @Inject
    public PoolsResource(
            Pools pools,
            Templates templates,
            Lanes lanes,
            Displaced displaced,
            Answers answers,
            AdviceRows advice,
            Transactions transactions,
            ScalingLoop loop,
            InstantSource clock) {
        this.pools = pools;
        this.templates = templates;
        this.lanes = lanes;
        this.displaced = displaced;
        this.answers = answers;
        this.advice = advice;
        this.transactions = transactions;
        this.loop = loop;
        this.clock = clock;
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
        Look look = look(rows);
        return Page.of(rows, query, PoolRow::name).map(row -> view(row, look));
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
        return Reply.ok(view(row, look(List.of(row))), row.version()).toResponse();
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
        PoolView view = view(row, look(List.of(row)));
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

    /// What is known of pools besides their rows.
    private record Look(Limits limits, Map<String, AdviceTotals> advice, Instant now) {}

    private Look look(List<PoolRow> rows) {
        Instant now = clock.instant();
        List<String> advising =
                rows.stream()
                        .filter(r -> r.spec().mode() == PoolMode.ADVISE)
                        .map(PoolRow::name)
                        .toList();
        return new Look(
                Limits.of(transactions.asService(answers::all).await().indefinitely(), now),
                transactions
                        .asService(session -> advice.totals(session, advising, now))
                        .await()
                        .indefinitely(),
                now);
    }

    private static PoolView view(PoolRow row, Look look) {
        Limits limits = look.limits();
        Instant now = look.now();
        Optional<Reason> denied = denied(row, now);
        List<Limits.Reached> reached = limits.of(row);
        boolean troubled = denied.isPresent() || limits.closes(row);
        Reason reason =
                denied.or(() -> reached.stream().findFirst().map(r -> atLimit(row, r, reached)))
                        .orElse(null);
        return new PoolView(
                row.name(),
                row.version(),
                row.createdAt(),
                troubled ? "troubled" : "open",
                reason,
                row.spec(),
                row.templates(),
                look.advice().get(row.name()));
    }

    private static Optional<Reason> denied(PoolRow row, Instant now) {
        Instant until = row.troubleUntil();
        String why = row.trouble();
        return until != null && why != null && row.isTroubled(now)
                ? Optional.of(new Reason("provider-denied", why, until))
                : Optional.empty();
    }

    private static Reason atLimit(PoolRow row, Limits.Reached first, List<Limits.Reached> all) {
        String what =
                all.stream()
                        .map(r -> r.instanceType() + " " + word(r.capacityType()))
                        .collect(Collectors.joining(", "));
        return new Reason(
                "quota-reached",
                "our own limit at %s in %s is reached for %s: %s"
                        .formatted(
                                row.spec().provider(), row.spec().region(), what, first.detail()),
                first.until());
    }

    private static String word(CapacityType type) {
        return type.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
