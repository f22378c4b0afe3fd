package io.headroom.engine.placement;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.DefragmentationSpec;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.placement.PlacementPlan.Eviction;
import io.headroom.engine.placement.preemption.Preemption;
import io.headroom.engine.placement.preemption.Preemption.Seat;
import io.headroom.engine.placement.preemption.Preemption.Victim;

import static org.assertj.core.api.Assertions.assertThat;

/// What is seen of moves in a world: never more at once than the lane says, only those that write checkpoints, less lost than saved, and
/// each starts again at the very place that was kept for it.
final class MovesSeen {

    private final @Nullable DefragmentationSpec rules;
    private int moved;

    MovesSeen(@Nullable DefragmentationSpec rules) {
        this.rules = rules;
    }

    int moved() {
        return moved;
    }

    void sees(PlacementFacts facts, PlacementPlan plan) {
        int underWay = 0;
        for (Preemption preemption : plan.preemptions()) {
            if (preemption.movesOthers()) {
                Preemption.Worth worth = preemption.worth();
                assertThat(worth).isNotNull();
                if (worth != null) {
                    assertThat(worth.loses()).isLessThan(worth.saves());
                }
                underWay += (int) preemption.victims().stream().filter(v -> runs(facts, v)).count();
            }
        }
        assertThat(underWay).isLessThanOrEqualTo(rules == null ? 0 : rules.atOnce());
    }

    private static boolean runs(PlacementFacts facts, Victim victim) {
        return facts.running().stream()
                .filter(one -> one.id().equals(victim.workload()))
                .filter(one -> one.attempt() == victim.attempt())
                .peek(one -> assertThat(one.checkpointEvery()).isNotNull())
                .findAny()
                .isPresent();
    }

    /// @param next the plan right after those that it evicts have left
    void startAgain(PlacementPlan plan, PlacementPlan next) {
        Map<WorkloadId, List<Seat>> kept = new LinkedHashMap<>();
        plan.preemptions()
                .forEach(p -> p.moves().forEach(move -> kept.put(move.workload(), move.seats())));
        for (Eviction eviction : plan.evictions()) {
            List<Seat> seats = kept.get(eviction.victim());
            if (seats != null) {
                moved++;
                assertThat(
                                next.placed().stream()
                                        .filter(p -> p.workload().equals(eviction.victim()))
                                        .map(
                                                p ->
                                                        new Seat(
                                                                p.replica(),
                                                                p.node(),
                                                                p.devices(),
                                                                p.slot()))
                                        .toList())
                        .isEqualTo(seats);
            }
        }
    }
}
