package io.headroom.contracts.capacity;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.check.Checks;
import io.headroom.contracts.workload.WorkloadClass;

/// Who may be moved in a lane so that room which lies scattered comes together, where that costs less than buying, or so that a node may go,
/// where that saves more than it costs. A lane without it moves nobody. Movable are workloads that write checkpoints, and online inference that is not spared: it keeps nothing and loses
/// only its restart.
///
/// @param atOnce how many workloads are moved at a time at most, those that earlier moves are not done with counted, 1 to 1000; 4 if absent
/// @param grace between the notice and the move, at most an hour; two minutes if absent
/// @param spares classes that are never moved; `online-inference` if absent
public record DefragmentationSpec(
        @Nullable Integer atOnce, @Nullable Duration grace, @Nullable List<WorkloadClass> spares) {

    /// At half of it fewer large workloads are helped at a time, at twice of it more work is disturbed together.
    private static final int USUAL_AT_ONCE = 4;

    private static final Duration USUAL_GRACE = Duration.ofMinutes(2);
    private static final Duration LONGEST_GRACE = Duration.ofHours(1);
    private static final List<WorkloadClass> USUALLY_SPARED =
            List.of(WorkloadClass.ONLINE_INFERENCE);

    public DefragmentationSpec {
        atOnce = atOnce == null ? USUAL_AT_ONCE : atOnce;
        grace = grace == null ? USUAL_GRACE : grace;
        spares = spares == null ? USUALLY_SPARED : List.copyOf(spares);
        new Checks()
                .range(atOnce, 1, 1000, "defragmentation.atOnce")
                .that(
                        !grace.isNegative() && grace.compareTo(LONGEST_GRACE) <= 0,
                        "defragmentation.grace",
                        "must be from nothing to " + LONGEST_GRACE)
                .done();
    }

    @Override
    public Integer atOnce() {
        return atOnce == null ? USUAL_AT_ONCE : atOnce;
    }

    @Override
    public Duration grace() {
        return grace == null ? USUAL_GRACE : grace;
    }

    @Override
    public List<WorkloadClass> spares() {
        return spares == null ? USUALLY_SPARED : spares;
    }
}
