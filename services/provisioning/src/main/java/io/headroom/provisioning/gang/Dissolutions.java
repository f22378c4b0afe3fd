package io.headroom.provisioning.gang;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.headroom.contracts.budget.PurchaseId;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.node.NodeState;
import io.headroom.provisioning.change.ChangeQueue;
import io.headroom.provisioning.node.NodeRow;

/// Purchases of gangs that lost a member. What was bought with it stays free for others under its leases, until it is idle for long
/// enough to go; the gang is missing again, for its placement ended with the member. Here the nodes are told why they are on their own.
@Singleton
public final class Dissolutions {

    private final ChangeQueue queue;
    private final Queue<PurchaseId> lost = new ConcurrentLinkedQueue<>();

    @Inject
    Dissolutions(ChangeQueue queue) {
        this.queue = queue;
    }

    /// A node whose launch was refused.
    public void note(NodeRow row) {
        if (row.state() == NodeState.FAILED) {
            lost.add(row.purchase());
        }
    }

    /// Later than the loss and apart from it: who changes nodes takes all their locks at once.
    public void tell(Supplier<List<NodeRow>> live) {
        Set<PurchaseId> dissolved = new LinkedHashSet<>();
        for (PurchaseId id = lost.poll(); id != null; id = lost.poll()) {
            dissolved.add(id);
        }
        if (!dissolved.isEmpty()) {
            live.get().stream()
                    .filter(r -> dissolved.contains(r.purchase()))
                    .forEach(r -> queue.add(r.id(), Dissolutions::onItsOwn));
        }
    }

    private static Optional<NodeRow> onItsOwn(NodeRow row) {
        NodeReason why =
                new NodeReason.GangDissolved(new NodeReason.PurchaseRef(row.purchase().toString()));
        return switch (row.state()) {
            case LAUNCHING, BOOTING, READY -> Optional.of(row.with(row.node(), why));
            case REQUESTED, WARM, DRAINING, TERMINATING, TERMINATED, FAILED -> Optional.empty();
        };
    }
}
