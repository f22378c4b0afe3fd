package io.headroom.provisioning.join;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.agent.UserData;
import io.headroom.contracts.check.Checks;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.rest.Problem;
import io.headroom.provisioning.node.NodeRow;
import io.headroom.provisioning.node.Nodes;
import io.headroom.provisioning.pool.PoolRow;
import io.headroom.provisioning.pool.Pools;

/// `POST /api/v1/machines/user-data`: a machine of our own shows its machine token and gets what a cloud would have given it at its
/// launch. Few controllers can hand user data on.
@Path("/api/v1/machines/user-data")
@Tag(name = "nodes")
@PermitAll
public class MachinesResource {

    /// @param token the machine token, of which its declaration has the hash
    public record MachineRequest(String token) {
        public MachineRequest {
            new Checks().that(token != null && !token.isBlank(), "token", "is required").done();
        }

        /// Leaves the token out: it must not reach a log.
        @Override
        public String toString() {
            return "MachineRequest[]";
        }
    }

    private final Pools pools;
    private final Nodes nodes;
    private final JoinTokens tokens;
    private final Invitations invitations;
    private final Transactions transactions;

    @Inject
    public MachinesResource(
            Pools pools,
            Nodes nodes,
            JoinTokens tokens,
            Invitations invitations,
            Transactions transactions) {
        this.pools = pools;
        this.nodes = nodes;
        this.tokens = tokens;
        this.invitations = invitations;
        this.transactions = transactions;
    }

    @POST
    @Operation(operationId = "tellMachine", summary = "A machine asks which node it is")
    public Uni<UserData> tell(@Nullable MachineRequest request) {
        if (request == null) {
            throw Problem.invalid("body", "is required");
        }
        String hash = JoinTokens.hash(request.token());
        return transactions.asService(
                session ->
                        pools.all(session)
                                .chain(declared -> nodesOn(session, declared, hash))
                                .chain(found -> invite(session, found)));
    }

    private Uni<List<NodeRow>> nodesOn(
            Mutiny.Session session, List<PoolRow> declared, String hash) {
        Uni<List<NodeRow>> all = Uni.createFrom().item(new ArrayList<>());
        for (PoolRow pool : declared) {
            List<String> machines =
                    pool.spec().machines().stream()
                            .filter(m -> m.tokenSha256().equals(hash))
                            .map(m -> m.name())
                            .toList();
            if (!machines.isEmpty()) {
                all =
                        all.call(
                                found ->
                                        nodes.liveIn(session, pool.name())
                                                .invoke(rows -> take(rows, machines, found)));
            }
        }
        return all;
    }

    private void take(List<NodeRow> rows, List<String> machines, List<NodeRow> found) {
        rows.stream()
                .filter(row -> machines.contains(row.machine()) && invitations.isOpen(row))
                .forEach(found::add);
    }

    /// Every refusal is the same: whoever guesses learns nothing.
    private Uni<UserData> invite(Mutiny.Session session, List<NodeRow> found) {
        Optional<NodeRow> only =
                found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
        NodeRow row = only.orElseThrow(MachinesResource::refused);
        Invitations.Invitation invitation = invitations.to(row.id());
        return tokens.renew(session, new JoinTokens.TokenHash(row.id(), invitation.hash()))
                .invoke(
                        renewed -> {
                            if (!renewed) {
                                throw refused();
                            }
                        })
                .replaceWith(invitation.userData());
    }

    private static RuntimeException refused() {
        return Problem.forbidden(
                "no machine with this token is being started for a node, or its agent has joined");
    }
}
