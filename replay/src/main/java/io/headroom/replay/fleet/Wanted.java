package io.headroom.replay.fleet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.headroom.contracts.capacity.CapacityShortfall;
import io.headroom.contracts.capacity.ShortfallItem;
import io.headroom.replay.fleet.given.Job;
import io.headroom.replay.fleet.work.Kind;

/// Jobs as a shortfall, as if nothing were there for them.
final class Wanted {

    private Wanted() {}

    /// All in the lane of the first: a trace has one.
    static CapacityShortfall shortfall(List<Job> jobs, Instant now) {
        Map<Kind, Integer> counts = new LinkedHashMap<>();
        for (Job job : jobs) {
            counts.merge(Kind.of(job.spec(), job.shape()), job.spec().replicas(), Integer::sum);
        }
        List<ShortfallItem> items = new ArrayList<>();
        counts.forEach(
                (kind, count) ->
                        items.add(
                                new ShortfallItem(
                                        kind.shape(),
                                        count,
                                        false,
                                        kind.tenant(),
                                        kind.environment(),
                                        kind.workloadClass(),
                                        kind.priority(),
                                        now,
                                        List.of())));
        return new CapacityShortfall(
                jobs.getFirst().spec().lane(), 1, new UUID(0, 0), now, 0, 0, items, List.of());
    }
}
