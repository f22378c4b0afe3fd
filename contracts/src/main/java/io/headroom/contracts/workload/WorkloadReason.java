package io.headroom.contracts.workload;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// Why a workload is in the state that it is in: what it waits for, or how it ended.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "code")
@JsonSubTypes({
    @JsonSubTypes.Type(PendingReason.class),
    @JsonSubTypes.Type(EndReason.class),
})
@JsonIgnoreProperties(value = "message", allowGetters = true)
public sealed interface WorkloadReason permits PendingReason, EndReason {

    /// The reason as one sentence for people.
    @JsonProperty
    String message();
}
