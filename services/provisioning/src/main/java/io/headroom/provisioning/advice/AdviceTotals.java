package io.headroom.provisioning.advice;

import java.time.Instant;

import io.headroom.contracts.budget.Money;

/// What a pool's advice comes to, as far back as it is kept.
///
/// @param bought nodes that would have been bought; @param nodes those of them that would be there now, @param gpus with so many GPUs
/// @param perHour what these cost an hour; @param cost what all of them would have cost so far
/// @param waitingGpuHours what of the lane's waiting they would have held
/// @param waitingSaved what that is worth, by the classes that waited
/// @param idleSaved what idle nodes cost since they would have been given back
/// @param needed of the bought ones those that would have held work which waited; @param inVain those given back without,
///     @param costInVain and what they would have cost
/// @param returned nodes that would have been given back; @param regretted those of them that were of use again within the hour
public record AdviceTotals(
        Instant since,
        int bought,
        int nodes,
        int gpus,
        Money perHour,
        Money cost,
        double waitingGpuHours,
        Money waitingSaved,
        Money idleSaved,
        int needed,
        int inVain,
        Money costInVain,
        int returned,
        int regretted) {}
