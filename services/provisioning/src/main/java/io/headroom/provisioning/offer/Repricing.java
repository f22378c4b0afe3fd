package io.headroom.provisioning.offer;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.headroom.contracts.node.NodeId;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.leader.Epoch;
import io.headroom.platform.leader.Fence;
import io.headroom.provisioning.node.LiveNodes;
import io.headroom.provisioning.node.NodeRow;
import io.headroom.provisioning.node.Nodes;

/// Says of each machine what it costs from now on, where that is something else than before; on the leader, as long as it leads.
@Singleton
final class Repricing {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final LiveNodes live;
    private final Nodes nodes;
    private final Transactions transactions;
    private final Fence fence;

    @Inject
    Repricing(LiveNodes live, Nodes nodes, Transactions transactions, Fence fence) {
        this.live = live;
        this.nodes = nodes;
        this.transactions = transactions;
        this.fence = fence;
    }

    /// Of all that are live. It is asked once more of what is stored: a node may have moved meanwhile.
    ///
    /// @return of how many the price changed
    int say(Epoch epoch, Nodes.Change repriced) {
        Map<NodeId, Nodes.Change> changes = new LinkedHashMap<>();
        for (NodeRow row : live.all(epoch)) {
            if (repriced.of(row).isPresent()) {
                changes.put(row.id(), repriced);
            }
        }
        if (changes.isEmpty()) {
            return 0;
        }
        return transactions
                .asService(
                        session ->
                                fence.check(session, epoch)
                                        .chain(() -> nodes.change(session, changes)))
                .await()
                .atMost(PATIENCE)
                .size();
    }
}
