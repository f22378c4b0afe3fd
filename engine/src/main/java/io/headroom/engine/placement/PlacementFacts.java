package io.headroom.engine.placement;

import java.util.Comparator;
import java.util.List;

import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.fairness.PastUse;
import io.headroom.engine.fairness.QuotaUse;
import io.headroom.engine.fleet.Fleet;
import io.headroom.engine.fleet.Queue;
import io.headroom.engine.fleet.Running;
import io.headroom.engine.placement.defrag.Known;
import io.headroom.engine.placement.emptying.ToEmpty;
import io.headroom.engine.placement.preemption.Preemption;

/// All that a plan is made from, as it stood at one instant; in whatever order it is listed, the plan is the same.
///
/// @param running the workloads that hold places; one that is missing here is never made to leave
/// @param preemptions what earlier plans decided and is not done yet
/// @param evicted workloads that had to leave once: they make nobody leave in turn, and need not leave again
/// @param past what tenants have used lately
/// @param quotas how far each quota is used up
/// @param moving what moves go by
/// @param emptying nodes that would go if what runs on them could move
public record PlacementFacts(
        Fleet fleet,
        Queue queue,
        List<Running> running,
        List<Preemption> preemptions,
        List<WorkloadId> evicted,
        List<PastUse> past,
        List<QuotaUse> quotas,
        Known moving,
        ToEmpty emptying) {

    /// Where no node is to be emptied.
    public PlacementFacts(
            Fleet fleet,
            Queue queue,
            List<Running> running,
            List<Preemption> preemptions,
            List<WorkloadId> evicted,
            List<PastUse> past,
            List<QuotaUse> quotas,
            Known moving) {
        this(fleet, queue, running, preemptions, evicted, past, quotas, moving, ToEmpty.NOTHING);
    }

    /// Where nothing is known that moves go by.
    public PlacementFacts(
            Fleet fleet,
            Queue queue,
            List<Running> running,
            List<Preemption> preemptions,
            List<WorkloadId> evicted,
            List<PastUse> past,
            List<QuotaUse> quotas) {
        this(fleet, queue, running, preemptions, evicted, past, quotas, Known.NOTHING);
    }

    public PlacementFacts {
        running = running.stream().sorted(Comparator.comparing(Running::id)).toList();
        preemptions =
                preemptions.stream()
                        .sorted(
                                Comparator.comparing(Preemption::decidedAt)
                                        .thenComparing(Preemption::by))
                        .toList();
        evicted = evicted.stream().sorted().toList();
        past = past.stream().sorted(Comparator.comparing(PastUse::tenant)).toList();
        quotas = quotas.stream().sorted(Comparator.comparing(QuotaUse::name)).toList();
        // Decisions kept by older releases know nothing of it.
        moving = moving == null ? Known.NOTHING : moving;
        emptying = emptying == null ? ToEmpty.NOTHING : emptying;
    }

    /// A fleet and a queue about which nothing else is known.
    public static PlacementFacts of(Fleet fleet, Queue queue) {
        return new PlacementFacts(
                fleet, queue, List.of(), List.of(), List.of(), List.of(), List.of());
    }

    public PlacementFacts withRunning(List<Running> known) {
        return with(known, preemptions, evicted, past, quotas, moving, emptying);
    }

    public PlacementFacts withPreemptions(List<Preemption> decided, List<WorkloadId> had) {
        return with(running, decided, had, past, quotas, moving, emptying);
    }

    public PlacementFacts withUse(List<PastUse> lately, List<QuotaUse> used) {
        return with(running, preemptions, evicted, lately, used, moving, emptying);
    }

    public PlacementFacts withMoving(Known known) {
        return with(running, preemptions, evicted, past, quotas, known, emptying);
    }

    public PlacementFacts withEmptying(ToEmpty nodes) {
        return with(running, preemptions, evicted, past, quotas, moving, nodes);
    }

    private PlacementFacts with(
            List<Running> known,
            List<Preemption> decided,
            List<WorkloadId> had,
            List<PastUse> lately,
            List<QuotaUse> used,
            Known moves,
            ToEmpty nodes) {
        return new PlacementFacts(fleet, queue, known, decided, had, lately, used, moves, nodes);
    }
}
