package io.headroom.provisioning.declaration;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.pool.PoolSpec;
import io.headroom.provisioning.advice.AdviceTotals;
import io.headroom.provisioning.bound.Binding;
import io.headroom.provisioning.pool.StageTime;
import io.headroom.provisioning.scaling.Relied;

/// A pool as it stands.
///
/// @param state `open`, or `troubled` while it is not bought from
/// @param reason what a person should mend: why it is troubled, or what of it is not bought although it is open
/// @param advice in mode `advise`: what its advice comes to so far
/// @param forecasts of its lane, and whether scaling relies on them; without one that is usable it answers to what waits
/// @param bounds what holds back what those forecasts ask for now
/// @param leadTimes how long each stage of a node's coming took, by instance type and by whether it was stopped
public record PoolView(
        String name,
        long version,
        Instant createdAt,
        String state,
        @Nullable Reason reason,
        @JsonUnwrapped PoolSpec spec,
        List<NodeTemplate> templates,
        @Nullable AdviceTotals advice,
        List<Relied> forecasts,
        List<Binding> bounds,
        List<StageTime> leadTimes) {

    /// Why it is in its state.
    ///
    /// @param code `provider-denied` or `quota-reached`
    /// @param until when it is tried again
    public record Reason(String code, String message, Instant until) {}
}
