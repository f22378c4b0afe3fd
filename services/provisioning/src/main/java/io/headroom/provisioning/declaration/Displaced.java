package io.headroom.provisioning.declaration;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.pool.PoolSpec;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.provisioning.node.Ends;
import io.headroom.provisioning.node.NodeRow;
import io.headroom.provisioning.node.NodeSettings;
import io.headroom.provisioning.node.Nodes;

/// Nodes on machines that their pool does not declare any more: whoever takes a machine away wants it back. Nodes of a cloud stay
/// until they are idle, for nobody waits for them.
@Singleton
final class Displaced {

    private final Nodes nodes;
    private final NodeSettings settings;
    private final InstantSource clock;

    @Inject
    Displaced(Nodes nodes, NodeSettings settings, InstantSource clock) {
        this.nodes = nodes;
        this.settings = settings;
        this.clock = clock;
    }

    Uni<Void> drain(Mutiny.Session session, String pool, PoolSpec declared) {
        return nodes.liveIn(session, pool)
                .chain(
                        rows -> {
                            Instant now = clock.instant();
                            Instant by = now.plus(settings.drainWithin());
                            NodeReason why = new NodeReason.PoolChange(pool);
                            Map<NodeId, Nodes.Change> changes = new LinkedHashMap<>();
                            rows.stream()
                                    .filter(row -> isDisplaced(row, declared))
                                    .forEach(r -> changes.put(r.id(), Ends.drain(by, why, now)));
                            return nodes.change(session, changes);
                        })
                .replaceWithVoid();
    }

    private static boolean isDisplaced(NodeRow row, PoolSpec declared) {
        return row.node().provider() == ProviderKind.REDFISH
                && declared.machines().stream().noneMatch(m -> m.name().equals(row.machine()));
    }
}
