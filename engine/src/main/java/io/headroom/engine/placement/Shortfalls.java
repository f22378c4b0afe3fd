package io.headroom.engine.placement;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.capacity.HeldBack;
import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.capacity.ShortfallItem;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.fleet.Waiting;
import io.headroom.engine.placement.PlacementPlan.LaneShortfall;

/// Adds up what is missing, by lane and shape. Gangs stand by themselves: each is bought whole or not at all.
final class Shortfalls {

    private record Key(
            String lane,
            Shape shape,
            String tenant,
            String environment,
            WorkloadClass workloadClass,
            int priority,
            String gang) {}

    private final int listed;
    private final Map<Key, ShortfallItem> items = new LinkedHashMap<>();

    /// By lane and allowed models.
    private final Map<String, Map<List<GpuModel>, Long>> heldBack = new TreeMap<>();

    Shortfalls(int listed) {
        this.listed = listed;
    }

    void add(Waiting waiting, int replicas) {
        Key key =
                new Key(
                        waiting.lane(),
                        waiting.shape(),
                        waiting.tenant(),
                        waiting.environment(),
                        waiting.workloadClass(),
                        waiting.priority(),
                        waiting.gang() ? waiting.id().toString() : "");
        items.merge(key, item(waiting, replicas), this::both);
    }

    /// What quotas and limits hold back is not missing.
    void holdsBack(Waiting waiting, int replicas) {
        heldBack.computeIfAbsent(waiting.lane(), _ -> new LinkedHashMap<>())
                .merge(
                        waiting.shape().models(),
                        (long) replicas * waiting.shape().totalMilliGpu(),
                        Long::sum);
    }

    private static ShortfallItem item(Waiting waiting, int replicas) {
        return new ShortfallItem(
                waiting.shape(),
                replicas,
                waiting.gang(),
                waiting.tenant(),
                waiting.environment(),
                waiting.workloadClass(),
                waiting.priority(),
                waiting.submittedAt(),
                List.of(waiting.id()),
                waiting.expected(),
                waiting.topology(),
                waiting.checkpointEvery());
    }

    private ShortfallItem both(ShortfallItem one, ShortfallItem other) {
        List<WorkloadId> workloads = one.workloads();
        if (workloads.size() < listed) {
            workloads = new ArrayList<>(workloads);
            workloads.addAll(other.workloads());
        }
        Instant since = one.since().isBefore(other.since()) ? one.since() : other.since();
        return new ShortfallItem(
                one.shape(),
                one.replicas() + other.replicas(),
                one.gang(),
                one.tenant(),
                one.environment(),
                one.workloadClass(),
                one.priority(),
                since,
                workloads,
                expected(one, other),
                one.topology(),
                longest(one.checkpointEvery(), other.checkpointEvery()));
    }

    /// Nothing where one of them may lose all of its work.
    private static @Nullable Duration longest(@Nullable Duration one, @Nullable Duration other) {
        if (one == null || other == null) {
            return null;
        }
        return one.compareTo(other) < 0 ? other : one;
    }

    /// The mean over both, by replicas; nothing where it is not known of one.
    private static @Nullable Duration expected(ShortfallItem one, ShortfallItem other) {
        Duration of = one.expected();
        Duration and = other.expected();
        return of == null || and == null
                ? null
                : of.multipliedBy(one.replicas())
                        .plus(and.multipliedBy(other.replicas()))
                        .dividedBy(one.replicas() + other.replicas());
    }

    /// By lane name; within a lane in the order of service.
    List<LaneShortfall> byLane() {
        Map<String, List<ShortfallItem>> byLane = new LinkedHashMap<>();
        heldBack.keySet().forEach(lane -> byLane.put(lane, new ArrayList<>()));
        items.forEach(
                (key, item) ->
                        byLane.computeIfAbsent(key.lane(), _ -> new ArrayList<>()).add(item));
        return byLane.entrySet().stream()
                .map(
                        lane ->
                                new LaneShortfall(
                                        lane.getKey(),
                                        List.copyOf(lane.getValue()),
                                        heldBack(lane.getKey())))
                .sorted(Comparator.comparing(LaneShortfall::lane))
                .toList();
    }

    private List<HeldBack> heldBack(String lane) {
        return heldBack.getOrDefault(lane, new LinkedHashMap<>()).entrySet().stream()
                .map(held -> new HeldBack(held.getKey(), held.getValue()))
                .toList();
    }
}
