package io.headroom.provisioning.change;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.node.NodeId;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.leader.Epoch;
import io.headroom.platform.leader.Fence;
import io.headroom.platform.loop.Loops;
import io.headroom.platform.loop.WakeableLoop;
import io.headroom.provisioning.node.NodeRow;
import io.headroom.provisioning.node.Nodes;
import io.headroom.provisioning.node.Nodes.Change;

/// Changes that come one by one (a provider's answer, a first heartbeat) are committed together, as many as have come.
@Singleton
public final class ChangeQueue {

    private static final int MOST_AT_ONCE = 128;

    /// As many nodes as may change between two turns at all; what does not fit is found again by the loops.
    private static final int PLACES = 20_000;

    /// What else belongs into the transaction; gets the changed row, empty if it did not change.
    public interface Also extends BiConsumer<ChangeNotes.Batch, Optional<NodeRow>> {}

    private record Item(NodeId node, Change change, Also also, Runnable committed) {}

    private final Nodes nodes;
    private final Transactions transactions;
    private final Fence fence;
    private final ChangeNotes notes;
    private final Loops loops;
    private final LinkedBlockingDeque<Item> waiting = new LinkedBlockingDeque<>(PLACES);
    private @Nullable WakeableLoop loop;

    @Inject
    ChangeQueue(
            Nodes nodes, Transactions transactions, Fence fence, ChangeNotes notes, Loops loops) {
        this.nodes = nodes;
        this.transactions = transactions;
        this.fence = fence;
        this.notes = notes;
        this.loops = loops;
    }

    void start(@Observes StartupEvent event) {
        loop = loops.onLeader("node-changes", Duration.ofSeconds(1), this::turn);
    }

    public void add(NodeId node, Change change) {
        add(node, change, (_, _) -> {}, () -> {});
    }

    /// @param committed done after the commit
    public void add(NodeId node, Change change, Also also, Runnable committed) {
        if (!waiting.offer(new Item(node, change, also, committed))) {
            committed.run();
        }
        WakeableLoop now = loop;
        if (now != null) {
            now.wake();
        }
    }

    private void turn(Epoch epoch) {
        while (!waiting.isEmpty()) {
            List<Item> batch = new ArrayList<>(MOST_AT_ONCE);
            waiting.drainTo(batch, MOST_AT_ONCE);
            try {
                commit(batch, epoch);
            } catch (RuntimeException e) {
                for (int i = batch.size() - 1; i >= 0; i--) {
                    boolean _ = waiting.offerFirst(batch.get(i));
                }
                throw e;
            }
            batch.forEach(i -> i.committed().run());
        }
    }

    private void commit(List<Item> batch, Epoch epoch) {
        Changes changes = new Changes();
        batch.forEach(i -> changes.add(i.node(), i.change()));
        transactions
                .asService(
                        session ->
                                fence.check(session, epoch)
                                        .chain(() -> nodes.change(session, changes.byNode()))
                                        .chain(changed -> also(session, batch, changed)))
                .await()
                .indefinitely();
    }

    private Uni<Void> also(Mutiny.Session session, List<Item> batch, List<NodeRow> changed) {
        Map<NodeId, NodeRow> byId =
                changed.stream().collect(Collectors.toMap(NodeRow::id, r -> r, (_, b) -> b));
        ChangeNotes.Batch gathered = new ChangeNotes.Batch();
        batch.forEach(i -> i.also().accept(gathered, Optional.ofNullable(byId.get(i.node()))));
        return notes.write(session, gathered);
    }
}
