package io.headroom.provisioning.join;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.agent.JoinAnswer;
import io.headroom.contracts.agent.JoinRequest;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.time.VirtualClock;
import io.headroom.platform.bus.NatsSettings;
import io.headroom.platform.database.Commits;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.rest.Problem;
import io.headroom.platform.security.AgentIdentity;
import io.headroom.platform.service.ThisService;
import io.headroom.provisioning.change.ChangeQueue;
import io.headroom.provisioning.node.NodeSettings;
import io.headroom.provisioning.node.Nodes;

/// `POST /api/v1/nodes/{id}/join`: a new agent shows its one-time token and gets the identity that its node speaks under.
@Path("/api/v1/nodes/{id}/join")
@Tag(name = "nodes")
@PermitAll
public class JoinResource {

    /// An agent that loses its identity cannot even say that it ends: its node must be gone before.
    private static final Duration IDENTITY_OUTLIVES = Duration.ofDays(1);

    private final JoinTokens tokens;
    private final Nodes nodes;
    private final Invitations invitations;
    private final ChangeQueue queue;
    private final Transactions transactions;
    private final Commits commits;
    private final AgentIdentity identity;
    private final NatsSettings nats;
    private final ThisService self;
    private final VirtualClock clock;
    private final NodeSettings settings;

    @Inject
    public JoinResource(
            JoinTokens tokens,
            Nodes nodes,
            Invitations invitations,
            ChangeQueue queue,
            Transactions transactions,
            Commits commits,
            AgentIdentity identity,
            NatsSettings nats,
            ThisService self,
            VirtualClock clock,
            NodeSettings settings) {
        this.tokens = tokens;
        this.nodes = nodes;
        this.invitations = invitations;
        this.queue = queue;
        this.transactions = transactions;
        this.commits = commits;
        this.identity = identity;
        this.nats = nats;
        this.self = self;
        this.clock = clock;
        this.settings = settings;
    }

    @POST
    @Operation(operationId = "joinNode", summary = "An agent shows its one-time token")
    public Uni<JoinAnswer> join(@PathParam("id") NodeId node, @Nullable JoinRequest request) {
        if (request == null) {
            throw Problem.invalid("body", "is required");
        }
        return transactions
                .asService(session -> accept(session, node, request))
                .map(_ -> answer(node, request.publicKey()));
    }

    /// Every refusal is the same: whoever guesses learns nothing. The same key again is an answer that was lost.
    private Uni<Void> accept(Mutiny.Session session, NodeId node, JoinRequest request) {
        return nodes.find(session, node)
                .invoke(row -> require(row.filter(invitations::isOpen).isPresent()))
                .chain(() -> tokens.use(session, node, request.token(), request.publicKey()))
                .invoke(JoinResource::require)
                .invoke(() -> commits.after(session, () -> noteJoined(node, clock.instant())))
                .replaceWithVoid();
    }

    /// Only lead times are learned from it: it goes with the next changes.
    private void noteJoined(NodeId node, Instant at) {
        queue.add(
                node,
                row ->
                        row.stages().joined() == null
                                ? Optional.of(row.at(row.stages().joined(at)))
                                : Optional.empty());
    }

    private static void require(boolean right) {
        if (!right) {
            throw Problem.forbidden(
                    "the token is not good for this node, not any more, or was used");
        }
    }

    private JoinAnswer answer(NodeId node, String publicKey) {
        return new JoinAnswer(
                identity.issue(
                        node.toString(), publicKey, settings.maxLife().plus(IDENTITY_OUTLIVES)),
                settings.agentNatsUrl().orElseGet(nats::url),
                self.cell());
    }
}
