package io.headroom.engine.placement.emptying;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.capacity.DefragmentationSpec;
import io.headroom.engine.fleet.Hold;
import io.headroom.engine.fleet.LeavesFirst;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.fleet.Running;
import io.headroom.engine.placement.defrag.Movers;
import io.headroom.engine.placement.emptying.ToEmpty.Asked;
import io.headroom.engine.placement.preemption.Losses;
import io.headroom.engine.placement.preemption.Preemption.Move;
import io.headroom.engine.placement.preemption.Preemption.Victim;
import io.headroom.engine.placement.preemption.Preemption.Worth;

/// A node that would be emptied, if there is room elsewhere.
///
/// @param on what runs on it
/// @param sooner how much sooner it goes than it would by itself
record Candidate(
        Asked asked,
        Node node,
        DefragmentationSpec rules,
        List<Running> on,
        Duration sooner,
        Worth worth,
        LeavesFirst order) {

    /// @param lost GPUs that are free on it and of no use to what is typical
    static Candidate of(
            Asked asked,
            Node node,
            DefragmentationSpec rules,
            List<Running> on,
            Movers movers,
            double lost,
            Instant now) {
        Duration sooner = sooner(asked, node, rules.grace(), now);
        Money saves = asked.perHour().perHourFor(sooner);
        long loses = on.stream().mapToLong(movers::loss).sum();
        long restarts = node.usedMilliGpu() * Losses.RESTART.toSeconds() / 3600;
        LeavesFirst order =
                new LeavesFirst(
                        node.id(),
                        saves.micros(),
                        on.stream().mapToLong(movers::work).sum() + restarts,
                        asked.boughtAt(),
                        lost,
                        on.stream()
                                .map(one -> one.atRisk(now))
                                .max(Comparator.naturalOrder())
                                .orElse(Duration.ZERO));
        return new Candidate(
                asked, node, rules, on, sooner, new Worth(new Money(loses), saves), order);
    }

    /// Until the last on it is thought to end, at most for as long as it would be kept, from when its work has moved.
    private static Duration sooner(Asked asked, Node node, Duration grace, Instant now) {
        Instant gone = now.plus(grace);
        Instant end = node.holds().isEmpty() ? gone.plus(asked.within()) : gone;
        for (Hold hold : node.holds()) {
            Instant until = hold.until();
            if (until == null) {
                return asked.within();
            }
            end = until.isAfter(end) ? until : end;
        }
        Duration sooner = Duration.between(gone, end);
        return sooner.compareTo(asked.within()) < 0 ? sooner : asked.within();
    }

    boolean pays() {
        return on.isEmpty()
                || (worth.saves().isPositive()
                        && worth.saves().micros() >= asked.factor() * worth.loses().micros());
    }

    String whyNot() {
        return "moving loses $"
                + worth.loses()
                + ", to go "
                + sooner
                + " sooner saves $"
                + worth.saves()
                + "; it has to be "
                + asked.factor()
                + " times as much";
    }

    int atOnce() {
        return rules.atOnce();
    }

    Emptying emptying(List<Move> moves, Movers movers, Instant now) {
        String why =
                "moving "
                        + moves.size()
                        + " workload(s) loses $"
                        + worth.loses()
                        + " of work and restarts, to let the node go saves $"
                        + worth.saves();
        return new Emptying(
                node.id(),
                asked.nodeVersion(),
                on.stream()
                        .map(one -> new Victim(one.id(), one.attempt(), movers.work(one), why))
                        .toList(),
                moves,
                now,
                now.plus(rules.grace()),
                worth,
                why);
    }
}
