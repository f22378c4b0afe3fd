package io.headroom.replay.fleet.score;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;

import io.headroom.contracts.budget.Money;

/// What came of moving work so that nodes may go.
///
/// @param moves workloads that were moved
/// @param emptied nodes that went because their work was moved
/// @param calledOff nodes that were being emptied and stayed
/// @param lostGpuHours work that was done twice, and the time that starting again took
/// @param estimated what was thought of the emptied nodes when it was decided
/// @param brought what became of it: what all moves lost, and what the emptied nodes would have cost until the last of their work had
///     ended there, no more than an hour of it: more was not thought, either
/// @param refused how often a node was asked for and not emptied, by reason
public record Consolidated(
        int moves,
        int emptied,
        int calledOff,
        double lostGpuHours,
        Worth estimated,
        Worth brought,
        SortedMap<String, Integer> refused) {

    /// In dollars.
    public record Worth(
            @JsonSerialize(using = DollarsAsNumber.class) Money saves,
            @JsonSerialize(using = DollarsAsNumber.class) Money loses) {}

    public Consolidated {
        refused = Collections.unmodifiableSortedMap(new TreeMap<>(refused));
    }
}
