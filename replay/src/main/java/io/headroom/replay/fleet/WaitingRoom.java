package io.headroom.replay.fleet;

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

import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.capacity.Turnover;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.contracts.workload.WorkloadSpec;
import io.headroom.engine.fleet.Waiting;
import io.headroom.engine.scaling.learned.Durations;

/// What waits, first come first served among what is alike. A million replicas of one shape are one line of the planner's queue.
final class WaitingRoom {

    /// What makes replicas alike.
    record Kind(
            Shape shape,
            WorkloadClass workloadClass,
            int priority,
            String tenant,
            String environment,
            String lane) {
        Turnover turnover(int replicas, Duration runs) {
            return new Turnover(lane, shape, replicas, runs);
        }

        static Kind of(WorkloadSpec spec, Shape shape) {
            return new Kind(
                    shape,
                    spec.workloadClass(),
                    spec.priority(),
                    spec.tenant(),
                    spec.environment(),
                    spec.lane());
        }
    }

    /// One replica that waits.
    record Replica(Progress progress, int index) {}

    /// All that wait and are alike, under one id for the planner.
    static final class Line {
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
    private int size;

    WaitingRoom(Durations<Kind> durations) {
        this.durations = durations;
    }

    int size() {
        return size;
    }

    boolean hasGangs() {
        return !gangs.isEmpty();
    }

    Iterable<Line> lines() {
        return lines.values();
    }

    Iterable<Progress> gangs() {
        return gangs.values();
    }

    void add(Progress progress) {
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

    /// A replica that lost its place is served first: it has waited longest.
    void addAgain(Progress progress, int replica) {
        if (progress.job.spec().gang()) {
            gangs.put(progress.job.id(), progress);
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

    /// A line or a gang by the id under which the planner knows it.
    @Nullable Line line(WorkloadId id) {
        for (Line line : lines.values()) {
            if (line.id.equals(id)) {
                return line;
            }
        }
        return null;
    }

    @Nullable Progress gang(WorkloadId id) {
        return gangs.get(id);
    }

    Replica first(Line line) {
        size--;
        return line.replicas.removeFirst();
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
    List<Waiting> queue(long room, Strategy strategy, Instant seenFrom) {
        List<Waiting> queue = new ArrayList<>();
        for (Line line : lines.values()) {
            int count = seen(line, seenFrom);
            if (count > 0) {
                long fit = room / Math.max(1, line.kind.shape().totalMilliGpu()) + 1;
                queue.add(waiting(line, (int) Math.min(count, fit), strategy));
            }
        }
        for (Progress gang : gangs.values()) {
            if (!gang.job.at().isAfter(seenFrom)) {
                queue.add(waiting(gang, strategy));
            }
        }
        return queue;
    }

    /// How many of a line have waited long enough to be seen.
    int seen(Line line, Instant seenFrom) {
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

    Instant since(Line line) {
        Replica first = line.replicas.peekFirst();
        return first == null ? Instant.MAX : first.progress().job.at();
    }

    private Waiting waiting(Line line, int count, Strategy strategy) {
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
                expected(kind, strategy));
    }

    private Waiting waiting(Progress gang, Strategy strategy) {
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
                expected(kind, strategy));
    }

    /// How long the like of it runs, where the policy is one that would know.
    @Nullable Duration expected(Kind kind, Strategy strategy) {
        return switch (strategy.foresees()) {
            case LEARNED, TRUTH -> durations.expected(kind);
            case NOTHING, PEAK -> null;
        };
    }
}
