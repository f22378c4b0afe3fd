package io.headroom.replay.fleet.work;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.ShortfallItem;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.fleet.Waiting;
import io.headroom.engine.placement.PlacementPlan;
import io.headroom.engine.scaling.learned.Durations;
import io.headroom.replay.fleet.given.Strategy;

/// What waits, first come first served among what is alike. A million replicas of one shape are one line of the planner's queue.
public final class WaitingRoom {

    /// One replica that waits.
    record Replica(Progress progress, int index) {}

    /// All that wait and are alike, under one id for the planner.
    private static final class Line {
        final Kind kind;
        final WorkloadId id;
        final ArrayDeque<Replica> replicas = new ArrayDeque<>();

        private Line(Kind kind, WorkloadId id) {
            this.kind = kind;
            this.id = id;
        }
    }

    private final Map<Kind, Line> lines = new LinkedHashMap<>();
    private final Map<WorkloadId, Progress> gangs = new LinkedHashMap<>();
    private final Durations<Kind> durations;
    private final Strategy strategy;
    private int size;

    /// @param durations how long what is alike has run
    /// @param strategy says who knows that
    public WaitingRoom(Durations<Kind> durations, Strategy strategy) {
        this.durations = durations;
        this.strategy = strategy;
    }

    /// Replicas that wait.
    public int size() {
        return size;
    }

    public boolean hasGangs() {
        return !gangs.isEmpty();
    }

    /// A job has come.
    public void add(Progress progress) {
        if (progress.job.spec().gang()) {
            gangs.put(progress.job.id(), progress);
            size += progress.replicas();
            return;
        }
        for (int i = 0; i < progress.replicas(); i++) {
            line(progress).replicas.add(new Replica(progress, i));
            size++;
        }
    }

    /// A replica that lost its place is served first: it has waited longest. One whose others wait under their own name waits with them.
    void addAgain(Progress progress, int replica) {
        WorkloadId id = progress.job.id();
        if (progress.job.spec().gang() || gangs.containsKey(id)) {
            gangs.put(id, progress);
        } else {
            line(progress).replicas.addFirst(new Replica(progress, replica));
        }
        size++;
    }

    /// One that was moved waits under its own name: places are kept for it.
    void addMoved(Progress progress) {
        gangs.put(progress.job.id(), progress);
        size += progress.replicas();
    }

    private Line line(Progress progress) {
        Kind kind = progress.kind;
        Line line = lines.get(kind);
        if (line == null) {
            line = new Line(kind, new WorkloadId(new UUID(2, lines.size())));
            lines.put(kind, line);
        }
        return line;
    }

    @Nullable Progress gang(WorkloadId id) {
        return gangs.get(id);
    }

    /// Takes the first of the line that the planner knows by an id.
    @Nullable Replica first(WorkloadId id) {
        for (Line line : lines.values()) {
            if (line.id.equals(id)) {
                size--;
                return line.replicas.removeFirst();
            }
        }
        return null;
    }

    void isBound(Progress gang) {
        size--;
        if (gang.allBound()) {
            gangs.remove(gang.job.id());
        }
    }

    /// The queue as the planner sees it, of each line no more than could fit in `room` thousandths of a GPU.
    ///
    /// @param seenFrom what came later is not seen yet
    public List<Waiting> queue(long room, Instant seenFrom) {
        List<Waiting> queue = new ArrayList<>();
        for (Line line : lines.values()) {
            int count = seen(line, seenFrom);
            if (count > 0) {
                queue.add(waiting(line, (int) Math.min(count, fit(line, room))));
            }
        }
        for (Progress gang : gangs.values()) {
            if (!gang.job.at().isAfter(seenFrom)) {
                queue.add(waiting(gang));
            }
        }
        return queue;
    }

    /// What [#queue] left out because it cannot fit, lane by lane in the order of the lines.
    public List<PlacementPlan.LaneShortfall> beyond(long room, Instant seenFrom) {
        List<PlacementPlan.LaneShortfall> beyond = new ArrayList<>();
        for (Line line : lines.values()) {
            Kind kind = line.kind;
            int more = (int) (seen(line, seenFrom) - fit(line, room));
            if (more > 0) {
                ShortfallItem item =
                        new ShortfallItem(
                                kind.shape(),
                                more,
                                false,
                                kind.tenant(),
                                kind.environment(),
                                kind.workloadClass(),
                                kind.priority(),
                                since(line),
                                List.of(line.id),
                                expected(kind),
                                null,
                                null);
                beyond.add(new PlacementPlan.LaneShortfall(kind.lane(), List.of(item), List.of()));
            }
        }
        return beyond;
    }

    private static long fit(Line line, long room) {
        return room / Math.max(1, line.kind.shape().totalMilliGpu()) + 1;
    }

    /// How many of a line have waited long enough to be seen.
    private static int seen(Line line, Instant seenFrom) {
        Replica last = line.replicas.peekLast();
        if (last == null || !last.progress().job.at().isAfter(seenFrom)) {
            return line.replicas.size();
        }
        int seen = 0;
        Iterator<Replica> each = line.replicas.iterator();
        while (each.hasNext() && !each.next().progress().job.at().isAfter(seenFrom)) {
            seen++;
        }
        return seen;
    }

    private static Instant since(Line line) {
        Replica first = line.replicas.peekFirst();
        return first == null ? Instant.MAX : first.progress().job.at();
    }

    private Waiting waiting(Line line, int count) {
        Kind kind = line.kind;
        return new Waiting(
                line.id,
                kind.workloadClass(),
                kind.priority(),
                since(line),
                kind.shape(),
                IntStream.range(0, count).boxed().toList(),
                false,
                kind.tenant(),
                kind.environment(),
                kind.lane(),
                expected(kind));
    }

    private Waiting waiting(Progress gang) {
        Kind kind = gang.kind;
        List<Integer> left =
                IntStream.range(0, gang.replicas())
                        .filter(i -> gang.on[i] == null && !gang.isOver(i))
                        .boxed()
                        .toList();
        return new Waiting(
                gang.job.id(),
                kind.workloadClass(),
                kind.priority(),
                gang.job.at(),
                kind.shape(),
                left,
                true,
                kind.tenant(),
                kind.environment(),
                kind.lane(),
                expected(kind));
    }

    /// How long the like of it runs, where the policy is one that would know.
    public @Nullable Duration expected(Kind kind) {
        return switch (strategy.foresees()) {
            case LEARNED, TRUTH -> durations.expected(kind);
            case NOTHING, PEAK -> null;
        };
    }
}
