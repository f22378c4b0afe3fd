package io.headroom.replay.fleet.move;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.DefragmentationSpec;
import io.headroom.contracts.capacity.LaneSpec;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.fleet.Fleet;
import io.headroom.engine.fleet.Hold;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.fleet.Queue;
import io.headroom.engine.fleet.Running;
import io.headroom.engine.fleet.Waiting;
import io.headroom.engine.placement.PlacementFacts;
import io.headroom.engine.placement.PlacementPlan;
import io.headroom.engine.placement.PlacementPlanner;
import io.headroom.engine.placement.PlacementPolicy;
import io.headroom.engine.placement.emptying.Emptying;
import io.headroom.engine.placement.emptying.EmptyingPlan;
import io.headroom.replay.fleet.given.Scenario;
import io.headroom.replay.fleet.node.SimFleet;
import io.headroom.replay.fleet.node.SimNode;
import io.headroom.replay.fleet.work.Agenda;
import io.headroom.replay.fleet.work.Placed;
import io.headroom.replay.fleet.work.Progress;
import io.headroom.replay.fleet.work.WaitingRoom;
import io.headroom.replay.fleet.work.Work;

/// Moves work so that nodes may go: the live planner of placement answers what the one of provisioning asked, and its answer is carried out,
/// notice and grace included.
public final class Mover {

    private final Scenario scenario;
    private final SimFleet fleet;
    private final WaitingRoom waiting;
    private final Work work;
    private final Agenda agenda;
    private final Emptyings emptyings;
    private final MoveScores scores;
    private final PlacementPolicy policy;

    public Mover(
            Scenario scenario,
            SimFleet fleet,
            WaitingRoom waiting,
            Work work,
            Agenda agenda,
            Emptyings emptyings,
            MoveScores scores) {
        this.scenario = scenario;
        this.fleet = fleet;
        this.waiting = waiting;
        this.work = work;
        this.agenda = agenda;
        this.emptyings = emptyings;
        this.scores = scores;
        this.policy = PlacementPolicy.DEFAULTS.withLanes(lanes());
    }

    /// Every lane lets its work be moved as one does that says no more than that.
    private List<PlacementPolicy.Lane> lanes() {
        LaneSpec moves =
                new LaneSpec(null, null, null, null, null)
                        .withDefragmentation(new DefragmentationSpec(null, null, null));
        return scenario.pools().stream()
                .map(pool -> scenario.lane(pool.name()))
                .distinct()
                .map(lane -> new PlacementPolicy.Lane(lane, moves))
                .toList();
    }

    /// Whether anything is asked or under way: placement then plans with it.
    public boolean isActive() {
        return emptyings.isActive();
    }

    /// A plan as live: what waits on what is up and on its way, and the nodes that are to be emptied.
    public PlacementPlan plan(Instant now) {
        List<Node> nodes = new ArrayList<>();
        Map<WorkloadId, Running> running = new LinkedHashMap<>();
        long room = 0;
        for (SimNode node : fleet.nodes()) {
            if (node.leaving().isAsked() && node.isReady()) {
                nodes.add(asPlanned(node));
                running(node, running, now);
            } else if (node.freeMilli() > 0 && (node.isReady() || node.isComing())) {
                nodes.add(node.asPlanned());
                room += node.freeMilli();
            }
        }
        for (Progress progress : emptyings.lately()) {
            if (progress.isStartingAgain(now)) {
                running.putIfAbsent(progress.job().id(), progress.asPlanned(0, now));
            }
        }
        Queue queue = new Queue(waiting.queue(room, now));
        // Work is moved here so that nodes may go, and not for what waits: as if all of that had
        // had to leave once.
        List<WorkloadId> waits = queue.waiting().stream().map(Waiting::id).toList();
        PlacementFacts facts =
                PlacementFacts.of(new Fleet(nodes), queue)
                        .withRunning(List.copyOf(running.values()))
                        .withPreemptions(List.of(), waits)
                        .withEmptying(emptyings.facts(now));
        return PlacementPlanner.plan(facts, policy, now);
    }

    /// With the ends that the policy would know.
    private Node asPlanned(SimNode node) {
        List<Hold> holds = new ArrayList<>();
        for (Placed here : node.placed()) {
            holds.add(here.hold().ending(end(here.progress()), null));
        }
        return node.asPlanned().in(NodeState.READY, holds);
    }

    private @Nullable Instant end(Progress progress) {
        Duration expected = waiting.expected(progress.kind());
        Instant since = progress.since();
        return expected == null || since == null ? null : since.plus(expected);
    }

    private static void running(SimNode node, Map<WorkloadId, Running> running, Instant now) {
        for (Placed here : node.placed()) {
            Progress progress = here.progress();
            if (progress.mayMoveFrom(node)) {
                long price = node.node().pricePerHour().micros();
                long milli = here.hold().shape().totalMilliGpu();
                long share = price * milli / (1000L * Math.max(1, node.node().gpus()));
                running.merge(
                        progress.job().id(),
                        progress.asPlanned(share, now),
                        (a, b) -> progress.asPlanned(a.microsPerHour() + b.microsPerHour(), now));
            }
        }
    }

    /// @return whether somebody left: their new places are taken in the next plan
    public boolean carryOut(EmptyingPlan plan, Instant now) {
        for (EmptyingPlan.Stays stays : plan.stays()) {
            fleet.find(stays.node())
                    .ifPresent(
                            node -> {
                                if (emptyings.isUnderWay(node)) {
                                    scores.calledOff(stays.node());
                                } else {
                                    scores.refused(stays.why());
                                }
                                node.leaving().stays(stays.because(), now);
                            });
        }
        for (Emptying decided : emptyings.answered(plan)) {
            agenda.add(decided.notBefore(), new Agenda.Entry.Place());
        }
        for (EmptyingPlan.Leaves leaves : plan.leaves()) {
            fleet.find(leaves.node()).ifPresent(node -> leaves(node, leaves.workload(), now));
        }
        for (Emptying done : plan.done()) {
            fleet.find(done.node())
                    .ifPresent(
                            node -> {
                                scores.emptied(node, done, now);
                                fleet.emptied(node, now);
                            });
        }
        return !plan.leaves().isEmpty();
    }

    private void leaves(SimNode node, WorkloadId id, Instant now) {
        for (Placed here : List.copyOf(node.placed())) {
            Progress progress = here.progress();
            Instant until = progress.job().id().equals(id) ? progress.until() : null;
            if (until != null) {
                Duration again = work.leaves(progress, node, now);
                scores.left(node, progress, until, again);
                emptyings.moved(progress, now);
            }
        }
    }
}
