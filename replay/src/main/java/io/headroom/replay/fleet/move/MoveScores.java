package io.headroom.replay.fleet.move;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.node.NodeId;
import io.headroom.engine.placement.emptying.Emptying;
import io.headroom.engine.placement.emptying.EmptyingPlan.Why;
import io.headroom.engine.placement.preemption.Losses;
import io.headroom.replay.fleet.node.SimNode;
import io.headroom.replay.fleet.score.Consolidated;
import io.headroom.replay.fleet.work.Progress;

/// Counts what emptying nodes loses and saves: as it was thought, and as it turned out.
public final class MoveScores {

    private final Duration within;
    private final SortedMap<String, Integer> refused = new TreeMap<>();

    /// When the last of the work that left a node would have ended there.
    private final Map<NodeId, Instant> lastEnds = new LinkedHashMap<>();

    private int moves;
    private int emptied;
    private int calledOff;
    private double lostGpuHours;
    private Money thoughtSaved = Money.ZERO;
    private Money thoughtLost = Money.ZERO;
    private Money saved = Money.ZERO;
    private Money lost = Money.ZERO;

    /// @param within an emptied node is thought to be kept no longer than that
    public MoveScores(Duration within) {
        this.within = within;
    }

    /// What came before is not scored.
    public void begins() {
        refused.clear();
        moves = 0;
        emptied = 0;
        calledOff = 0;
        lostGpuHours = 0;
        thoughtSaved = Money.ZERO;
        thoughtLost = Money.ZERO;
        saved = Money.ZERO;
        lost = Money.ZERO;
    }

    /// @param until when it would have ended where it was
    /// @param again the work that it has to do again
    void left(SimNode node, Progress progress, Instant until, Duration again) {
        moves++;
        Duration all = again.plus(Losses.RESTART);
        int milli = progress.job().shape().totalMilliGpu();
        double gpus = milli * (double) progress.replicas() / Shape.WHOLE;
        lostGpuHours += gpus * all.toMillis() / 3_600_000.0;
        double share = gpus / Math.max(1, node.node().gpus());
        Money whole = node.node().pricePerHour().perHourFor(all);
        lost = lost.plus(new Money(Math.round(whole.micros() * share)));
        lastEnds.merge(node.id(), until, (a, b) -> a.isAfter(b) ? a : b);
    }

    void emptied(SimNode node, Emptying done, Instant now) {
        Instant last = lastEnds.remove(node.id());
        if (last == null) {
            return;
        }
        emptied++;
        thoughtSaved = thoughtSaved.plus(done.worth().saves());
        thoughtLost = thoughtLost.plus(done.worth().loses());
        Duration sooner = last.isAfter(now) ? Duration.between(now, last) : Duration.ZERO;
        Duration counted = sooner.compareTo(within) < 0 ? sooner : within;
        saved = saved.plus(node.node().pricePerHour().perHourFor(counted));
    }

    void calledOff(NodeId node) {
        calledOff++;
        lastEnds.remove(node);
    }

    void refused(Why why) {
        refused.merge(why.name().toLowerCase(Locale.ROOT).replace('_', '-'), 1, Integer::sum);
    }

    /// As it is reported.
    public Consolidated summary() {
        return new Consolidated(
                moves,
                emptied,
                calledOff,
                lostGpuHours,
                new Consolidated.Worth(thoughtSaved, thoughtLost),
                new Consolidated.Worth(saved, lost),
                refused);
    }
}
