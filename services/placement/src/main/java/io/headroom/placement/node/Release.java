package io.headroom.placement.node;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeReleaseRequested;
import io.headroom.contracts.node.NodeReleased;
import io.headroom.contracts.node.NodeRetained;
import io.headroom.engine.placement.emptying.ToEmpty.Asked;
import io.headroom.placement.emptying.EmptyingTable;
import io.headroom.placement.picture.BoundReplica;
import io.headroom.placement.picture.ReplicaTable;
import io.headroom.placement.preemption.PreemptionTable;
import io.headroom.platform.outbox.Outbox;

/// Answers whether a node may go: closes it for binding and lets it go, or says why it stays. Whether one may be emptied the loop decides.
@Singleton
class Release {

    private final NodeTable nodes;
    private final ReplicaTable replicas;
    private final PreemptionTable preemptions;
    private final EmptyingTable emptying;
    private final Outbox outbox;

    @Inject
    Release(
            NodeTable nodes,
            ReplicaTable replicas,
            PreemptionTable preemptions,
            EmptyingTable emptying,
            Outbox outbox) {
        this.nodes = nodes;
        this.replicas = replicas;
        this.preemptions = preemptions;
        this.emptying = emptying;
        this.outbox = outbox;
    }

    Uni<Void> asked(Mutiny.Session session, NodeReleaseRequested asked) {
        return nodes.lock(session, asked.node())
                .chain(
                        found ->
                                replicas.onNodes(session, List.of(asked.node()))
                                        .chain(bound -> answer(session, asked, found, bound)));
    }

    /// One that is empty may be where somebody moves to.
    private Uni<Void> answerEmpty(
            Mutiny.Session session, NodeReleaseRequested asked, Optional<NodeView> found) {
        return preemptions
                .keptOn(session, asked.node())
                .chain(kept -> emptying.keptOn(session, asked.node()).map(more -> kept + more))
                .chain(
                        kept ->
                                kept > 0
                                        ? retain(session, asked, "places on it are kept")
                                        : release(session, asked, found));
    }

    private Uni<Void> answer(
            Mutiny.Session session,
            NodeReleaseRequested asked,
            Optional<NodeView> found,
            List<BoundReplica> bound) {
        long live = bound.stream().filter(r -> !r.isOver()).count();
        if (live == 0) {
            return answerEmpty(session, asked, found);
        }
        NodeReleaseRequested.Pays pays = asked.pays();
        return pays == null || found.isEmpty()
                ? retain(session, asked, live + " replica(s) are bound to it")
                : emptying.ask(session, toEmpty(asked, pays, found.get().node())).replaceWithVoid();
    }

    /// The loop answers.
    private static Asked toEmpty(
            NodeReleaseRequested asked, NodeReleaseRequested.Pays pays, Node node) {
        Instant launched = node.launchedAt();
        return new Asked(
                asked.node(),
                asked.nodeVersion(),
                pays.perHour(),
                pays.within(),
                pays.factor(),
                launched == null ? node.since() : launched);
    }

    private Uni<Void> retain(Mutiny.Session session, NodeReleaseRequested asked, String why) {
        return say(session, new NodeRetained(asked.node(), asked.nodeVersion(), why));
    }

    private Uni<Void> release(
            Mutiny.Session session, NodeReleaseRequested asked, Optional<NodeView> found) {
        Event released = new NodeReleased(asked.node(), asked.nodeVersion());
        return found.isEmpty()
                ? say(session, released)
                : nodes.close(session, asked.node()).chain(() -> say(session, released));
    }

    private Uni<Void> say(Mutiny.Session session, Event event) {
        return outbox.add(session, event);
    }
}
