package io.headroom.console.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.json.DashedEnums;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.node.NodeStateChanged;

/// A node as it stands, and how it came to be.
///
/// @param first why it was bought
/// @param why why it is in its state
/// @param requestedAt when it was first heard of
/// @param readyAt when it was first ready
record NodeEntry(
        Node node,
        NodeReason first,
        NodeReason why,
        Instant requestedAt,
        Optional<Instant> readyAt) {

    /// A node as the API shows it.
    ///
    /// @param leadTime from the decision to ready; so far, while it is on the way
    record FleetNode(
            String id,
            String pool,
            String lane,
            String tenant,
            String zone,
            String instanceType,
            String capacityType,
            String state,
            Instant since,
            int gpus,
            String gpuModel,
            int usedMilliGpu,
            Money pricePerHour,
            NodeReason boughtFor,
            NodeReason reason,
            Instant requestedAt,
            @Nullable Duration leadTime) {}

    static NodeEntry of(Instant at, NodeStateChanged event, Optional<NodeEntry> before) {
        Node node = event.node();
        Optional<Instant> ready = before.flatMap(NodeEntry::readyAt);
        if (ready.isEmpty() && node.state() == NodeState.READY) {
            ready = Optional.of(node.since());
        }
        return new NodeEntry(
                node,
                before.map(NodeEntry::first).orElse(event.why()),
                event.why(),
                before.map(NodeEntry::requestedAt).orElse(at),
                ready);
    }

    /// Whether its provider charges for it now.
    boolean isCharged() {
        return node.launchedAt() != null && !node.state().isFinal();
    }

    FleetNode view(int usedMilliGpu, Instant now) {
        return new FleetNode(
                node.id().toString(),
                node.pool(),
                node.lane(),
                node.tenant(),
                node.zone(),
                node.template().instanceType(),
                DashedEnums.nameOf(node.capacityType()),
                DashedEnums.nameOf(node.state()),
                node.since(),
                node.gpus(),
                node.gpuModel().label(),
                usedMilliGpu,
                isCharged() ? node.pricePerHour() : Money.ZERO,
                first,
                why,
                requestedAt,
                leadTime(now).orElse(null));
    }

    private Optional<Duration> leadTime(Instant now) {
        if (readyAt.isPresent()) {
            return Optional.of(Duration.between(requestedAt, readyAt.get()));
        }
        return node.state().isPlanned()
                ? Optional.of(Duration.between(requestedAt, now))
                : Optional.empty();
    }
}
