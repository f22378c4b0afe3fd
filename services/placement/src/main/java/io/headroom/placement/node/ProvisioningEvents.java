package io.headroom.placement.node;

import java.util.ArrayList;
import java.util.List;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.capacity.ShortfallUnmet;
import io.headroom.contracts.node.NodeReleaseRequested;
import io.headroom.contracts.node.NodeStateChanged;
import io.headroom.contracts.pool.PoolChanged;
import io.headroom.placement.binding.BindingLoop;
import io.headroom.placement.pool.PoolViews;
import io.headroom.placement.sql.OneWriter;
import io.headroom.placement.workload.Requeue;
import io.headroom.platform.bus.InboundEvent;
import io.headroom.platform.database.Commits;
import io.headroom.platform.inbox.Inbox;

/// Hears what provisioning says of nodes, pools and what it does not buy.
@ApplicationScoped
public class ProvisioningEvents {

    private final Inbox inbox;
    private final Commits commits;
    private final NodeLifecycle lifecycle;
    private final Release release;
    private final PoolViews pools;
    private final Requeue requeue;
    private final BindingLoop loop;

    @Inject
    ProvisioningEvents(
            Inbox inbox,
            Commits commits,
            NodeLifecycle lifecycle,
            Release release,
            PoolViews pools,
            Requeue requeue,
            BindingLoop loop) {
        this.inbox = inbox;
        this.commits = commits;
        this.lifecycle = lifecycle;
        this.release = release;
        this.pools = pools;
        this.requeue = requeue;
        this.loop = loop;
    }

    @Incoming("provisioning")
    Uni<Void> hear(List<InboundEvent> events) {
        return inbox.once(
                events,
                (session, fresh) -> {
                    commits.after(session, loop::wake);
                    if (fresh.stream().anyMatch(event -> event.is(PoolChanged.class))) {
                        commits.after(session, pools::forget);
                    }
                    return OneWriter.enter(session).chain(() -> inOrder(session, fresh));
                });
    }

    /// One after the other, but for changes of nodes that follow each other: a burst of launches is thousands of them.
    private Uni<Void> inOrder(Mutiny.Session session, List<InboundEvent> events) {
        List<NodeStateChanged> changes = new ArrayList<>();
        Uni<Void> all = Uni.createFrom().voidItem();
        for (InboundEvent event : events) {
            if (event.is(NodeStateChanged.class)) {
                changes.add(event.as(NodeStateChanged.class));
            } else {
                List<NodeStateChanged> before = List.copyOf(changes);
                changes.clear();
                all =
                        all.chain(() -> lifecycle.changed(session, before))
                                .chain(() -> one(session, event));
            }
        }
        return all.chain(() -> lifecycle.changed(session, changes));
    }

    private Uni<Void> one(Mutiny.Session session, InboundEvent event) {
        if (event.is(NodeReleaseRequested.class)) {
            return release.asked(session, event.as(NodeReleaseRequested.class));
        }
        if (event.is(PoolChanged.class)) {
            return pools.put(session, event.as(PoolChanged.class));
        }
        if (event.is(ShortfallUnmet.class)) {
            return requeue.unmet(session, event.as(ShortfallUnmet.class));
        }
        return Uni.createFrom().voidItem();
    }
}
