package io.headroom.provisioning.ending;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.node.NodeReleased;
import io.headroom.contracts.node.NodeRetained;
import io.headroom.contracts.time.VirtualClock;
import io.headroom.platform.bus.InboundEvent;
import io.headroom.platform.inbox.Inbox;
import io.headroom.provisioning.change.Changes;
import io.headroom.provisioning.idle.Retentions;
import io.headroom.provisioning.node.Ends;
import io.headroom.provisioning.node.NodeRow;
import io.headroom.provisioning.node.NodeSettings;
import io.headroom.provisioning.node.Nodes;

/// Hears whether a node may go: a node leaves only through placement.
@ApplicationScoped
public class ReleaseAnswers {

    private final Inbox inbox;
    private final Nodes nodes;
    private final VirtualClock clock;
    private final NodeSettings settings;

    @Inject
    public ReleaseAnswers(Inbox inbox, Nodes nodes, VirtualClock clock, NodeSettings settings) {
        this.inbox = inbox;
        this.nodes = nodes;
        this.clock = clock;
        this.settings = settings;
    }

    @Incoming("releases")
    public Uni<Void> on(List<InboundEvent> events) {
        return inbox.once(events, this::take);
    }

    private Uni<Void> take(Mutiny.Session session, List<InboundEvent> events) {
        Changes changes = new Changes();
        List<NodeRetained> retained = new ArrayList<>();
        for (InboundEvent event : events) {
            if (event.is(NodeReleased.class)) {
                NodeReleased released = event.as(NodeReleased.class);
                changes.add(released.node(), row -> released(row, released.emptied()));
            } else if (event.is(NodeRetained.class)) {
                NodeRetained said = event.as(NodeRetained.class);
                retained.add(said);
                changes.add(said.node(), row -> Optional.of(row.releaseAsked(null)));
            }
        }
        // Nodes last: from their first change on no other writer of nodes gets on.
        return Retentions.put(session, retained, clock.instant())
                .chain(() -> nodes.change(session, changes.byNode()))
                .replaceWithVoid();
    }

    /// Placement has closed it: it is stopped or ends even if the question is forgotten here.
    private Optional<NodeRow> released(NodeRow row, NodeReleased.@Nullable Emptied emptied) {
        NodeReason why = emptied == null ? idle(row) : consolidated(emptied);
        Instant now = clock.instant();
        Instant stoppedBy =
                now.plus(clock.atLeastReal(settings.stopWithin(), settings.stopWithinReal()));
        return Ends.released(why, now, stoppedBy).of(row);
    }

    private static NodeReason idle(NodeRow row) {
        return row.why() instanceof NodeReason.Idle idle
                ? idle
                : new NodeReason.Idle(
                        row.node().since(), "nothing runs on it and nothing is expected to");
    }

    private static NodeReason consolidated(NodeReleased.Emptied emptied) {
        return new NodeReason.Consolidated(emptied.workloads(), emptied.loses(), emptied.saves());
    }
}
