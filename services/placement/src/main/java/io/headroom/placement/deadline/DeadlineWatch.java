package io.headroom.placement.deadline;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.headroom.contracts.workload.Workload;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.placement.eta.DeadlineOutlook;
import io.headroom.engine.placement.eta.DeadlineOutlook.Start;
import io.headroom.placement.workload.Story;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.leader.Epoch;
import io.headroom.platform.leader.Fence;

/// Says in a workload's story, once, that its deadline will be missed as things are. It is not ended for that. For one thread, but for [#forget].
@Singleton
public final class DeadlineWatch {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Transactions transactions;
    private final Fence fence;
    private final Story story;
    private volatile Set<WorkloadId> told = Set.of();

    @Inject
    DeadlineWatch(Transactions transactions, Fence fence, Story story) {
        this.transactions = transactions;
        this.fence = fence;
        this.story = story;
    }

    /// Another leads: it finds in the stories what was said.
    public void forget() {
        told = Set.of();
    }

    /// @param due workloads with a deadline that are not over
    /// @param starts when those that wait are thought to start
    public void look(
            Epoch epoch, Collection<Workload> due, Map<WorkloadId, Start> starts, Instant now) {
        Set<WorkloadId> known = new HashSet<>();
        List<Story.Told> news = new ArrayList<>();
        for (Workload workload : due) {
            Start start = starts.getOrDefault(workload.id(), Start.UNKNOWN);
            boolean late =
                    DeadlineOutlook.of(workload, start, now)
                            .filter(DeadlineWatch::isTooLate)
                            .isPresent();
            if (told.contains(workload.id())) {
                known.add(workload.id());
            } else if (late) {
                known.add(workload.id());
                news.add(chapter(workload, start, now));
            }
        }
        if (!news.isEmpty()) {
            transactions
                    .asService(
                            session ->
                                    fence.check(session, epoch)
                                            .chain(() -> story.tellOnce(session, news)))
                    .await()
                    .atMost(PATIENCE);
        }
        told = known;
    }

    private static boolean isTooLate(DeadlineOutlook outlook) {
        return switch (outlook) {
            case WILL_MISS, MISSED -> true;
            case ON_TIME, AT_RISK, MET -> false;
        };
    }

    private static Story.Told chapter(Workload workload, Start start, Instant now) {
        Instant end =
                DeadlineOutlook.likelyEnd(workload, start, now).truncatedTo(ChronoUnit.SECONDS);
        return Story.Told.of(
                workload,
                now,
                "deadline will be missed",
                "it is " + workload.spec().deadline() + "; the end is thought to come at " + end);
    }
}
