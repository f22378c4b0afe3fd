package io.headroom.engine.placement;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.fairness.Standing;
import io.headroom.engine.fleet.Hold;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.fleet.Running;
import io.headroom.engine.fleet.Waiting;
import io.headroom.engine.placement.Feasible.Reach;
import io.headroom.engine.placement.packing.Ask;
import io.headroom.engine.placement.packing.Slots;
import io.headroom.engine.placement.packing.Spot;
import io.headroom.engine.placement.preemption.Preemption;
import io.headroom.engine.placement.preemption.Preemption.Seat;
import io.headroom.engine.placement.preemption.Preemption.Victim;
import io.headroom.engine.placement.preemption.PreemptionRules;
import io.headroom.engine.placement.preemption.VictimSearch;

/// Makes others leave for a workload that fits nowhere: as the lane's rules allow, at the least work lost, and only if all of it then
/// starts. Its seats are kept until it does, against everyone: an estimate of when someone ends is not sure enough here. Who had to leave once makes nobody leave in turn, and need not leave again.
final class MakeRoom {

    /// What stopping and starting again costs, beside the work lost: without it whoever has just begun would always be the one.
    private static final Duration RESTART = Duration.ofMinutes(5);

    /// What a GPU-hour is taken for where nobody knows its price, in millionths of a dollar.
    private static final long USUAL_MICROS_PER_GPU = 1_000_000;

    /// Searches in one plan: each looks at all nodes of the lane. At half of it a burst of urgent workloads takes more turns, at twice
    /// of it a turn may take twice as long.
    private static final int SEARCHES = 16;

    private final Board board;
    private final PlacementFacts facts;
    private final PlacementPolicy policy;
    private final Standing standing;
    private final Instant now;
    private final Map<WorkloadId, Integer> milliHeld = new LinkedHashMap<>();
    private final Set<WorkloadId> leaving = new LinkedHashSet<>();
    private final Set<WorkloadId> coming = new LinkedHashSet<>();
    private final Set<WorkloadId> evicted;
    private int searches;

    MakeRoom(
            Board board,
            PlacementFacts facts,
            PlacementPolicy policy,
            Standing standing,
            Instant now) {
        this.board = board;
        this.facts = facts;
        this.policy = policy;
        this.standing = standing;
        this.now = now;
        this.evicted = new LinkedHashSet<>(facts.evicted());
        for (Node node : facts.fleet().nodes()) {
            for (Hold hold : node.holds()) {
                milliHeld.merge(hold.workload(), hold.shape().totalMilliGpu(), Integer::sum);
            }
        }
    }

    /// Those of its victims that are still there.
    List<Victim> remaining(Preemption preemption) {
        return preemption.victims().stream()
                .filter(
                        victim ->
                                facts.running().stream()
                                        .anyMatch(
                                                one ->
                                                        one.id().equals(victim.workload())
                                                                && one.attempt()
                                                                        == victim.attempt()))
                .toList();
    }

    /// Keeps the seats of what was decided earlier; false where that can no longer be, so that it is decided anew.
    boolean resume(Preemption preemption, Waiting by) {
        List<WorkloadId> gone = remaining(preemption).stream().map(Victim::workload).toList();
        List<Integer> replicas = preemption.seats().stream().map(Seat::replica).toList();
        Ask ask = board.ask(by, Reach.READY);
        List<Spot> spots = new ArrayList<>();
        Map<Integer, Node> without = new LinkedHashMap<>();
        for (Seat seat : preemption.seats()) {
            Optional<Integer> rank = board.rank(seat.node());
            if (rank.isEmpty()
                    || board.isKept(rank.get())
                    || !ask.allows(board.room(rank.get()).kind())) {
                return false;
            }
            spots.add(spot(seat, rank.get()));
            without.put(rank.get(), board.state(rank.get()).without(gone));
        }
        if (!by.replicas().equals(replicas)
                || !Together.isKept(by, List.copyOf(without.values()))
                || !fit(by, preemption, without)) {
            return false;
        }
        leaving.addAll(gone);
        coming.add(by.id());
        board.keep(by, replicas, spots, without, null);
        return true;
    }

    static Spot spot(Seat seat, int rank) {
        Integer slot = seat.slot();
        return new Spot(rank, seat.devices(), 0, slot == null ? Slots.NOWHERE : slot);
    }

    private boolean fit(Waiting by, Preemption preemption, Map<Integer, Node> without) {
        Map<Integer, List<Hold>> holds = new LinkedHashMap<>();
        for (Seat seat : preemption.seats()) {
            holds.computeIfAbsent(board.rank(seat.node()).orElseThrow(), _ -> new ArrayList<>())
                    .add(Hold.of(by, seat.replica(), seat.devices(), seat.slot(), null));
        }
        return holds.entrySet().stream()
                .allMatch(
                        entry ->
                                without.getOrDefault(entry.getKey(), board.node(entry.getKey()))
                                        .hasRoomFor(entry.getValue()));
    }

    /// Decides who leaves for these replicas, if anyone may and it is enough.
    Optional<Preemption> make(Waiting by, List<Integer> replicas) {
        PreemptionRules rules = PreemptionRules.of(policy.lane(by.lane()).preemption());
        boolean mayNot = evicted.contains(by.id()) || leaving.contains(by.id());
        if (rules.isNever() || mayNot || searches >= SEARCHES) {
            return Optional.empty();
        }
        Map<WorkloadId, Victim> victims = new LinkedHashMap<>();
        List<VictimSearch.Candidate> candidates = new ArrayList<>();
        for (Running running : facts.running()) {
            String why = rules.allows(by, running, standing).orElse("");
            if (!why.isEmpty() && !isSpared(running.id())) {
                victims.put(running.id(), victim(running, why));
                candidates.add(new VictimSearch.Candidate(running.id(), loss(running)));
            }
        }
        if (candidates.isEmpty()) {
            return Optional.empty();
        }
        searches++;
        return search(by, replicas, candidates)
                .map(found -> decide(by, replicas, rules, found, victims));
    }

    /// Once is enough, and nobody leaves for whom others leave.
    private boolean isSpared(WorkloadId id) {
        return leaving.contains(id) || evicted.contains(id) || coming.contains(id);
    }

    /// @param nodes by rank, as they are without the victims
    private record Found(List<WorkloadId> victims, Map<Integer, Node> nodes, long loss) {}

    /// Of all the places where the replicas could stand together the one where the least is lost.
    private Optional<Found> search(
            Waiting by, List<Integer> replicas, List<VictimSearch.Candidate> candidates) {
        Ask ask = board.ask(by, Reach.READY);
        return Together.domains(
                        board,
                        by,
                        rank -> !board.isKept(rank) && ask.allows(board.room(rank).kind()))
                .stream()
                .map(ranks -> search(ranks, ask, replicas.size(), candidates))
                .flatMap(Optional::stream)
                .min(Comparator.comparingLong(Found::loss));
    }

    private Optional<Found> search(
            List<Integer> ranks, Ask ask, int replicas, List<VictimSearch.Candidate> candidates) {
        VictimSearch.Found found =
                VictimSearch.search(
                        ranks.stream().map(board::state).toList(),
                        candidates,
                        replicas,
                        node -> board.howMany(node, ask, replicas));
        if (found.victims().isEmpty()) {
            return Optional.empty();
        }
        Map<Integer, Node> byRank = new LinkedHashMap<>();
        found.nodes().forEach((index, node) -> byRank.put(ranks.get(index), node));
        long loss =
                candidates.stream()
                        .filter(one -> found.victims().contains(one.workload()))
                        .mapToLong(VictimSearch.Candidate::loss)
                        .sum();
        return Optional.of(new Found(found.victims(), byRank, loss));
    }

    private Preemption decide(
            Waiting by,
            List<Integer> replicas,
            PreemptionRules rules,
            Found found,
            Map<WorkloadId, Victim> victims) {
        Ask ask = board.ask(by, Reach.READY);
        List<Spot> spots = board.seats(found.nodes, ask, replicas.size());
        if (spots.size() < replicas.size()) {
            throw new IllegalStateException(by.id() + ": others would leave for nothing");
        }
        Instant notBefore = now.plus(rules.grace());
        board.keep(by, replicas, spots, found.nodes, null);
        leaving.addAll(found.victims);
        coming.add(by.id());
        List<Seat> seats = new ArrayList<>();
        for (int i = 0; i < spots.size(); i++) {
            Spot spot = spots.get(i);
            seats.add(
                    new Seat(
                            replicas.get(i),
                            board.node(spot.node()).id(),
                            spot.devices(),
                            spot.instanceSlot()));
        }
        List<Victim> chosen =
                victims.values().stream()
                        .filter(v -> found.victims.contains(v.workload()))
                        .toList();
        return new Preemption(by.id(), seats, chosen, now, notBefore, chosen.getFirst().why());
    }

    private Victim victim(Running running, String why) {
        long lost =
                running.atRisk(now).toSeconds() * milliHeld.getOrDefault(running.id(), 0) / 3600;
        return new Victim(running.id(), running.attempt(), lost, why);
    }

    private long loss(Running running) {
        long micros =
                running.microsPerHour() > 0
                        ? running.microsPerHour()
                        : USUAL_MICROS_PER_GPU * milliHeld.getOrDefault(running.id(), 0) / 1000;
        return running.atRisk(now).plus(RESTART).toSeconds() * micros / 3600;
    }
}
