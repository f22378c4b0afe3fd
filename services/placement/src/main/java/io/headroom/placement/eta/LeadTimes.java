package io.headroom.placement.eta;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeState;

/// How long nodes of a pool were on their way lately, and so when those that are will be ready.
final class LeadTimes {

    /// What is thought of a pool of which no node has come up yet: clouds take two to six minutes.
    static final Duration USUAL = Duration.ofMinutes(3);

    private final Map<String, Duration> byPool = new LinkedHashMap<>();

    /// Looks at the nodes there are: those that are up were on their way from their launch until their last change.
    Map<NodeId, Instant> readyAt(Iterable<Node> nodes, Instant now) {
        learn(nodes);
        Map<NodeId, Instant> ready = new LinkedHashMap<>();
        for (Node node : nodes) {
            if (node.state().isPlanned()) {
                Instant from = node.launchedAt() == null ? node.since() : node.launchedAt();
                Instant at = from.plus(byPool.getOrDefault(node.pool(), USUAL));
                ready.put(node.id(), at.isBefore(now) ? now : at);
            }
        }
        return ready;
    }

    /// How long a node of the quickest of these pools is usually on its way.
    Duration shortest(Collection<String> pools) {
        return pools.stream()
                .map(byPool::get)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(USUAL);
    }

    private void learn(Iterable<Node> nodes) {
        Map<String, List<Duration>> took = new LinkedHashMap<>();
        for (Node node : nodes) {
            if (node.state() == NodeState.READY && node.launchedAt() != null) {
                took.computeIfAbsent(node.pool(), _ -> new ArrayList<>())
                        .add(Duration.between(node.launchedAt(), node.since()));
            }
        }
        took.forEach((pool, all) -> byPool.put(pool, median(all)));
    }

    private static Duration median(List<Duration> all) {
        return all.stream().sorted().skip((all.size() - 1) / 2).findFirst().orElse(USUAL);
    }
}
