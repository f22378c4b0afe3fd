package io.headroom.placement.eta;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.workload.Workload;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.contracts.workload.WorkloadSpec;
import io.headroom.engine.placement.PlacementFacts;
import io.headroom.engine.placement.PlacementPlan;
import io.headroom.engine.placement.PlacementPolicy;
import io.headroom.engine.placement.eta.DeadlineOutlook.Start;
import io.headroom.engine.placement.eta.Eta;
import io.headroom.engine.placement.eta.StartTimes;
import io.headroom.placement.deadline.DeadlineWatch;
import io.headroom.platform.leader.Epoch;
import io.headroom.platform.leader.Leadership;
import io.headroom.platform.loop.Loops;

/// When each workload that waits is thought to start, and in which order they are served: what the last plan says, thought on at leisure.
/// In the leader's memory alone, and made anew within seconds; only what each was told first is written down, to be held against what then
/// happened.
@Singleton
public final class Estimates {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    /// It rests so many times as long as it thought: no more than a fiftieth of a core goes into guesses.
    private static final int REST = 50;

    /// Nodes and workloads times plans: some tenths of a second on one core.
    private static final int EFFORT = 10_000;

    private static final int MOST_INSTANTS = 64;
    private static final int FEWEST_INSTANTS = 4;

    private final InstantSource clock;
    private final FirstTold firstTold;
    private final DeadlineWatch deadlines;
    private final LeadTimes leadTimes = new LeadTimes();
    private volatile Optional<Planned> newest = Optional.empty();
    private volatile Map<WorkloadId, Expected> expected = Map.of();
    private volatile Optional<AtTheDoor> door = Optional.empty();
    private long restUntilNanos = System.nanoTime();
    private final AtomicReference<@Nullable Planned> unthought = new AtomicReference<>();

    @Inject
    Estimates(InstantSource clock, FirstTold firstTold, DeadlineWatch deadlines) {
        this.clock = clock;
        this.deadlines = deadlines;
        this.firstTold = firstTold;
    }

    /// When a workload is thought to start.
    ///
    /// @param median if all goes as it usually does
    /// @param p90 nine of ten such start by then
    public record Expected(Instant median, Instant p90) {
        /// Where all takes longer, one of many may be thought to start sooner.
        public Expected {
            p90 = p90.isBefore(median) ? median : p90;
        }

        public static Start start(@Nullable Expected when) {
            return when == null ? Start.UNKNOWN : new Start(when.median(), when.p90());
        }
    }

    /// What is said to one that comes in, and what it goes by.
    public record Guess(Expected when, GoesBy goesBy) {}

    /// What a guess at the door goes by.
    public enum GoesBy {
        /// When the last that is like it is thought to start.
        OTHERS_ALIKE,
        /// Room stands empty.
        NOTHING,
        /// How long a node is usually on its way.
        A_NODE
    }

    /// A plan and what it was made from.
    ///
    /// @param due workloads with a deadline that are not over
    public record Planned(
            List<Node> nodes,
            PlacementFacts facts,
            PlacementPolicy policy,
            PlacementPlan plan,
            List<Workload> due) {}

    void start(@Observes StartupEvent event, Loops loops, Leadership leadership) {
        var _ = loops.onLeaderUnhurried("estimates", LOOK_EVERY, LOOK_EVERY, this::turn);
        leadership.onLost(_ -> forget());
    }

    /// Who leads no longer answers no guesses of yesterday.
    private void forget() {
        newest = Optional.empty();
        expected = Map.of();
        door = Optional.empty();
        firstTold.forget();
        deadlines.forget();
    }

    /// The newest plan; thought on when there is time.
    public void planned(Planned plan) {
        newest = Optional.of(plan);
        unthought.set(plan);
    }

    /// Nothing where nobody knows, or where another process leads.
    public Optional<Expected> of(WorkloadId workload) {
        return Optional.ofNullable(expected.get(workload));
    }

    /// A first guess at one that comes in just now. Nothing where nobody knows, or where another process leads.
    public Optional<Guess> atTheDoor(WorkloadSpec spec) {
        return door.map(at -> at.guess(spec, clock.instant()));
    }

    /// Those that wait, first served first, as the last plan had them.
    public List<WorkloadId> inOrder() {
        return newest.map(
                        planned ->
                                planned.plan().pending().stream()
                                        .map(PlacementPlan.Pending::workload)
                                        .toList())
                .orElse(List.of());
    }

    private void turn(Epoch epoch) {
        if (System.nanoTime() < restUntilNanos) {
            return;
        }
        Planned planned = unthought.getAndSet(null);
        if (planned != null) {
            long begun = System.nanoTime();
            Instant at = clock.instant();
            Map<WorkloadId, Expected> found = think(planned, at);
            expected = found;
            door = Optional.of(AtTheDoor.of(planned, found, leadTimes));
            long now = System.nanoTime();
            restUntilNanos = now + REST * (now - begun);
            firstTold.tell(epoch, found, at);
            Map<WorkloadId, Start> starts = new HashMap<>();
            found.forEach((id, when) -> starts.put(id, Expected.start(when)));
            deadlines.look(epoch, planned.due(), starts, at);
        }
    }

    private Map<WorkloadId, Expected> think(Planned planned, Instant now) {
        Map<NodeId, Instant> readyAt = leadTimes.readyAt(planned.nodes(), now);
        Map<WorkloadId, Expected> found = onTheirWay(planned, readyAt, now);
        if (!planned.plan().pending().isEmpty()) {
            int size = planned.nodes().size() + planned.facts().queue().waiting().size() + 1;
            int instants = Math.clamp(EFFORT / size, FEWEST_INSTANTS, MOST_INSTANTS);
            StartTimes.Horizon horizon =
                    new StartTimes.Horizon(StartTimes.Horizon.USUAL.doubt(), instants);
            StartTimes.estimate(planned.facts(), planned.policy(), readyAt, horizon, now)
                    .forEach(eta -> put(found, eta));
        }
        return Map.copyOf(found);
    }

    private static void put(Map<WorkloadId, Expected> found, Eta eta) {
        Instant median = eta.median();
        Instant late = eta.late();
        if (median != null) {
            found.put(eta.workload(), new Expected(median, late == null ? median : late));
        }
    }

    /// Those that have all their places, on nodes that are still on the way: they start when the last of these is ready.
    private static Map<WorkloadId, Expected> onTheirWay(
            Planned planned, Map<NodeId, Instant> readyAt, Instant now) {
        Map<WorkloadId, Instant> last =
                planned.facts().fleet().nodes().stream()
                        .filter(node -> readyAt.containsKey(node.id()))
                        .flatMap(
                                node ->
                                        node.holds().stream()
                                                .map(
                                                        hold ->
                                                                Map.entry(
                                                                        hold.workload(),
                                                                        readyAt.get(node.id()))))
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey,
                                        Map.Entry::getValue,
                                        (a, b) -> a.isAfter(b) ? a : b,
                                        LinkedHashMap::new));
        planned.plan().placed().stream()
                .filter(placed -> readyAt.containsKey(placed.node()))
                .forEach(
                        placed ->
                                last.merge(
                                        placed.workload(),
                                        readyAt.get(placed.node()),
                                        (a, b) -> a.isAfter(b) ? a : b));
        Map<WorkloadId, Expected> found = new LinkedHashMap<>();
        last.forEach((workload, at) -> found.put(workload, new Expected(at, later(at, now))));
        return found;
    }

    static Instant later(Instant at, Instant now) {
        double left = Duration.between(now, at).toMillis() * StartTimes.Horizon.USUAL.doubt();
        return now.plusMillis(Math.max(0, (long) left));
    }
}
