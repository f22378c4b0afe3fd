package io.headroom.provisioning.ending;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.node.NodeReleased;
import io.headroom.contracts.node.NodeRetained;
import io.headroom.contracts.time.VirtualClock;
import io.headroom.platform.bus.InboundEvent;
import io.headroom.platform.inbox.Inbox;
import io.headroom.provisioning.change.Changes;
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
        for (InboundEvent event : events) {
            if (event.is(NodeReleased.class)) {
                changes.add(event.as(NodeReleased.class).node(), this::released);
            } else if (event.is(NodeRetained.class)) {
                changes.add(
                        event.as(NodeRetained.class).node(),
                        row -> Optional.of(row.releaseAsked(null)));
            }
        }
        return nodes.change(session, changes.byNode()).replaceWithVoid();
    }

    /// Placement has closed it: it is stopped or ends even if the question is forgotten here.
    private Optional<NodeRow> released(NodeRow row) {
        NodeReason why =
                row.why() instanceof NodeReason.Idle idle
                        ? idle
                        : new NodeReason.Idle(
                                row.node().since(),
                                "nothing runs on it and nothing is expected to");
        Instant now = clock.instant();
        Instant stoppedBy =
                now.plus(clock.atLeastReal(settings.stopWithin(), settings.stopWithinReal()));
        return Ends.released(why, now, stoppedBy).of(row);
    }
}
