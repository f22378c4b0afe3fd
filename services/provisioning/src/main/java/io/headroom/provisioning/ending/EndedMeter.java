package io.headroom.provisioning.ending;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.headroom.contracts.json.HeadroomJson;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeState;
import io.headroom.provisioning.node.NodeRow;
import io.headroom.provisioning.node.Nodes;

/// Counts nodes that are ended, by pool, by why, and by whether that is within an hour of their launch (`headroom_nodes_ended_total`): what is
/// launched and let go for want of use within the hour is an oscillation, as replays count them.
@Singleton
final class EndedMeter {

    private static final Duration SOON = Duration.ofHours(1);

    private final MeterRegistry meters;

    /// Counted and not gone yet: a node changes more than once while it ends.
    private final Set<NodeId> ending = ConcurrentHashMap.newKeySet();

    @Inject
    EndedMeter(MeterRegistry meters) {
        this.meters = meters;
    }

    void start(@Observes StartupEvent event, Nodes nodes) {
        nodes.follow(this::changed);
    }

    void changed(NodeRow row) {
        if (row.state() == NodeState.TERMINATING && ending.add(row.id())) {
            meters.counter(
                            "headroom.nodes.ended",
                            "pool",
                            row.node().pool(),
                            "reason",
                            HeadroomJson.mapper().valueToTree(row.why()).path("code").asText(),
                            "soon",
                            String.valueOf(isSoon(row)))
                    .increment();
        } else if (row.state().isFinal()) {
            ending.remove(row.id());
        }
    }

    private static boolean isSoon(NodeRow row) {
        Instant launched = row.node().launchedAt();
        return launched != null && row.node().since().isBefore(launched.plus(SOON));
    }
}
