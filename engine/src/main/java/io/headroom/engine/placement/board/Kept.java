package io.headroom.engine.placement.board;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.fleet.Hold;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.placement.packing.Ask;
import io.headroom.engine.placement.packing.Packer;
import io.headroom.engine.placement.packing.Score;
import io.headroom.engine.placement.packing.Spot;

/// Room that is kept on nodes for those that come later. Others may stand there as long as they are not in the way: whoever is gone by
/// then needs room now; whoever is not needs it both now and then, beside the one that comes. Gone means surely gone: where it is known by
/// when nine of ten like it are, that is what counts.
final class Kept {

    /// A node now, and from that instant on with its holder in its seats; if nobody knows the instant, it may be any.
    private record Two(WorkloadId holder, Node now, Node then, @Nullable Instant from) {

        boolean isGoneByThen(@Nullable Instant end) {
            return from != null && end != null && !end.isAfter(from);
        }

        Two with(Hold hold) {
            return new Two(
                    holder,
                    now.with(hold),
                    isGoneByThen(hold.sureEnd()) ? then : then.with(hold),
                    from);
        }

        Two without(Hold hold) {
            return new Two(holder, now.without(hold), then.without(hold), from);
        }
    }

    /// What does not fit once does not fit later in the plan. Whoever is gone in time on as many nodes is so on the same.
    private record Tried(Ask ask, long nodesWhereGoneInTime) {}

    private final Feasible feasible;
    private final Score score;
    private final Map<Integer, Two> byRank = new TreeMap<>();
    private final Set<Tried> hopeless = new LinkedHashSet<>();

    Kept(Feasible feasible, Score score) {
        this.feasible = feasible;
        this.score = score;
    }

    boolean has(int rank) {
        return byRank.containsKey(rank);
    }

    void keep(int rank, WorkloadId holder, Node now, Node then, @Nullable Instant from) {
        if (byRank.put(rank, new Two(holder, now, then, from)) != null) {
            throw new IllegalStateException("room is kept on " + now.id() + " already");
        }
        hopeless.clear();
    }

    List<Integer> release(WorkloadId holder) {
        List<Integer> ranks = new ArrayList<>();
        byRank.forEach(
                (rank, two) -> {
                    if (two.holder.equals(holder)) {
                        ranks.add(rank);
                    }
                });
        ranks.forEach(byRank::remove);
        return ranks;
    }

    Map<Integer, WorkloadId> holders() {
        Map<Integer, WorkloadId> holders = new LinkedHashMap<>();
        byRank.forEach((rank, two) -> holders.put(rank, two.holder));
        return holders;
    }

    void put(int rank, Hold hold) {
        byRank.computeIfPresent(rank, (_, two) -> two.with(hold));
    }

    void take(int rank, Hold hold) {
        if (byRank.computeIfPresent(rank, (_, two) -> two.without(hold)) != null) {
            hopeless.clear();
        }
    }

    /// A place for one that has surely ended at that instant; absent if nobody knows when.
    Optional<Spot> find(Ask ask, @Nullable Instant end) {
        if (byRank.isEmpty()) {
            return Optional.empty();
        }
        Tried tried =
                new Tried(
                        ask, byRank.values().stream().filter(two -> two.isGoneByThen(end)).count());
        if (hopeless.contains(tried)) {
            return Optional.empty();
        }
        for (Map.Entry<Integer, Two> entry : byRank.entrySet()) {
            Two two = entry.getValue();
            Packer.Start now = feasible.start(two.now);
            Packer.Start room =
                    two.isGoneByThen(end) ? now : BothTimes.of(now, feasible.start(two.then));
            Optional<Spot> spot = new Packer(List.of(room), score).find(ask);
            if (spot.isPresent()) {
                return spot.map(there -> there.on(entry.getKey()));
            }
        }
        hopeless.add(tried);
        return Optional.empty();
    }
}
