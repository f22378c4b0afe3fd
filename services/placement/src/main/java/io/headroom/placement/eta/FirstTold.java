package io.headroom.placement.eta;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.headroom.contracts.workload.WorkloadId;
import io.headroom.placement.eta.Estimates.Expected;
import io.headroom.placement.eta.ToldTable.FromPlan;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.leader.Epoch;
import io.headroom.platform.leader.Fence;

/// Writes down what each that waits was told first, so that it can be held against what then happened. All that a turn tells for the first time
/// goes in one statement, off the way of those who are placed. For the thread of the estimates' loop, but for [#forget].
@Singleton
final class FirstTold {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Transactions transactions;
    private final Fence fence;
    private final ToldTable table;
    private volatile Set<WorkloadId> told = Set.of();

    @Inject
    FirstTold(Transactions transactions, Fence fence, ToldTable table) {
        this.transactions = transactions;
        this.fence = fence;
        this.table = table;
    }

    /// Another leads: what it tells is written by it.
    void forget() {
        told = Set.of();
    }

    void tell(Epoch epoch, Map<WorkloadId, Expected> expected, Instant at) {
        Set<WorkloadId> before = told;
        List<FromPlan> first =
                expected.entrySet().stream()
                        .filter(one -> !before.contains(one.getKey()))
                        .map(
                                one ->
                                        new FromPlan(
                                                one.getKey().value(),
                                                at,
                                                one.getValue().median(),
                                                one.getValue().p90()))
                        .toList();
        if (!first.isEmpty()) {
            transactions
                    .asService(
                            session ->
                                    fence.check(session, epoch)
                                            .chain(() -> table.fromAPlan(session, first)))
                    .await()
                    .atMost(PATIENCE);
        }
        told = new HashSet<>(expected.keySet());
    }
}
