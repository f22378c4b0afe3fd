package io.headroom.provisioning.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.agent.Pressure;
import io.headroom.contracts.agent.Telemetry;
import io.headroom.contracts.node.KeptFor;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.time.VirtualClock;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.rest.Page;
import io.headroom.platform.rest.PageQuery;
import io.headroom.platform.rest.Problem;
import io.headroom.platform.rest.Reply;
import io.headroom.platform.security.Caller;
import io.headroom.platform.security.Callers;
import io.headroom.platform.security.Roles;
import io.headroom.provisioning.agent.DeviceUse;
import io.headroom.provisioning.agent.Heartbeats;
import io.headroom.provisioning.idle.KeptNodes;
import io.headroom.provisioning.node.Ends;
import io.headroom.provisioning.node.NodeRow;
import io.headroom.provisioning.node.NodeSettings;
import io.headroom.provisioning.node.Nodes;
import io.headroom.provisioning.node.Stages;

/// `/api/v1/nodes`: what nodes there are and why each is as it is; draining one.
@Path("/api/v1/nodes")
@Tag(name = "nodes")
public class NodesResource {

    /// A node with why it is in its state.
    ///
    /// @param devices how busy its GPUs were when its agent last said so; empty if it did not
    /// @param pressure how much what runs there waited for its neighbours then; absent where its machine does not count it
    /// @param keptFor why it is not given back although nothing runs on it or its work might move, or why it is kept stopped and until when; absent otherwise
    public record NodeDetails(
            @JsonUnwrapped Node node,
            NodeReason reason,
            Instant createdAt,
            Stages stages,
            String machine,
            @Nullable Instant lastHeartbeat,
            List<Telemetry.Use> devices,
            @Nullable Pressure pressure,
            @Nullable KeptFor keptFor) {}

    /// How long replicas have to leave.
    public record DrainRequest(@Nullable Duration within) {}

    /// Longer than any replica is waited for; a slip of the unit is refused. Who wants a node for longer does not drain it.
    private static final Duration LONGEST_DRAIN = Duration.ofDays(7);

    private final Nodes nodes;
    private final Heartbeats heartbeats;
    private final DeviceUse use;
    private final KeptNodes kept;
    private final Transactions transactions;
    private final Callers callers;
    private final VirtualClock clock;
    private final NodeSettings settings;

    @Inject
    public NodesResource(
            Nodes nodes,
            Heartbeats heartbeats,
            DeviceUse use,
            KeptNodes kept,
            Transactions transactions,
            Callers callers,
            VirtualClock clock,
            NodeSettings settings) {
        this.nodes = nodes;
        this.heartbeats = heartbeats;
        this.use = use;
        this.kept = kept;
        this.transactions = transactions;
        this.callers = callers;
        this.clock = clock;
        this.settings = settings;
    }

    @GET
    @Operation(operationId = "listNodes", summary = "Nodes, and why each is as it is")
    @RolesAllowed({Roles.OPERATOR, Roles.ADMIN, Roles.MEMBER, Roles.VIEWER, Roles.SERVICE})
    public Uni<Page<NodeDetails>> list(
            @QueryParam("state") @DefaultValue("") String states,
            @QueryParam("pool") @DefaultValue("") String pool,
            @BeanParam PageQuery query) {
        Nodes.Filter filter = new Nodes.Filter(callers.current().tenant(), names(states), pool);
        String after = query.after().orElse("");
        int most = query.fetch();
        return transactions
                .asService(
                        session ->
                                nodes.page(session, filter, after, most)
                                        .chain(rows -> views(session, rows)))
                .map(views -> Page.of(views, query, v -> v.node().id().toString()));
    }

    @GET
    @Operation(operationId = "showNode", summary = "One node")
    @Path("/{id}")
    @RolesAllowed({Roles.OPERATOR, Roles.ADMIN, Roles.MEMBER, Roles.VIEWER, Roles.SERVICE})
    public Uni<Response> get(@PathParam("id") NodeId id) {
        Caller caller = callers.current();
        return transactions
                .asService(session -> nodes.find(session, id).chain(row -> view(session, row)))
                .map(view -> view.orElseThrow(() -> Problem.notFound("node", id)))
                .invoke(view -> caller.requireSight(view.node().tenant(), "node", id))
                .map(view -> Reply.ok(view, view.node().version()).toResponse());
    }

    @POST
    @Operation(operationId = "drainNode", summary = "Let a node go once it is empty")
    @Path("/{id}/drain")
    @RolesAllowed(Roles.OPERATOR)
    public Uni<Response> drain(@PathParam("id") NodeId id, @Nullable DrainRequest request) {
        Duration asked = request == null ? null : request.within();
        Duration within = asked == null ? settings.drainWithin() : asked;
        if (within.isNegative() || within.compareTo(LONGEST_DRAIN) > 0) {
            throw Problem.invalid(
                    "within", "must be from 0 to " + LONGEST_DRAIN.toDays() + " days");
        }
        Instant now = clock.instant();
        NodeReason why = new NodeReason.Operator(callers.current().name());
        return transactions
                .asService(
                        session ->
                                nodes.change(
                                                session,
                                                Map.of(id, Ends.drain(now.plus(within), why, now)))
                                        .chain(() -> nodes.find(session, id)))
                .map(row -> row.orElseThrow(() -> Problem.notFound("node", id)))
                .invoke(NodesResource::refuseEnded)
                .map(row -> Reply.accepted(view(row, null), row.node().version()).toResponse());
    }

    private static void refuseEnded(NodeRow row) {
        if (row.state().isFinal()) {
            throw Problem.conflict("node " + row.id() + " has ended: " + row.why().message());
        }
    }

    private Uni<Optional<NodeDetails>> view(Mutiny.Session session, Optional<NodeRow> row) {
        return views(session, row.stream().toList()).map(views -> views.stream().findFirst());
    }

    private Uni<List<NodeDetails>> views(Mutiny.Session session, List<NodeRow> rows) {
        List<NodeId> stay = rows.stream().filter(NodesResource::isKept).map(NodeRow::id).toList();
        return kept.of(session, stay)
                .map(known -> rows.stream().map(r -> view(r, known.get(r.id()))).toList());
    }

    /// Of one that just left, the plan's last word may still stand.
    private static boolean isKept(NodeRow row) {
        return switch (row.state()) {
            case READY -> row.releaseAsked() == null;
            case WARM -> row.endWanted() == null;
            case REQUESTED, LAUNCHING, BOOTING, DRAINING, TERMINATING, TERMINATED, FAILED -> false;
        };
    }

    private NodeDetails view(NodeRow row, @Nullable KeptFor keptFor) {
        return new NodeDetails(
                row.node(),
                row.why(),
                row.createdAt(),
                row.stages(),
                row.machine(),
                heartbeats.lastHeard(row.id()).orElse(null),
                use.of(row.id()),
                use.pressure(row.id()),
                keptFor);
    }

    private static String names(String states) {
        if (states.isBlank()) {
            return "";
        }
        return Arrays.stream(states.split(","))
                .map(s -> s.strip().toUpperCase(Locale.ROOT).replace('-', '_'))
                .map(NodesResource::known)
                .collect(Collectors.joining(","));
    }

    private static String known(String state) {
        List<String> all = Arrays.stream(NodeState.values()).map(NodeState::name).toList();
        if (!all.contains(state)) {
            throw Problem.invalid(
                    "state", "must be of " + String.join(", ", all).toLowerCase(Locale.ROOT));
        }
        return state;
    }
}
