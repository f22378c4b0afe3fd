package io.headroom.contracts.workload;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.node.NodeId;

/// Why a workload ended without having succeeded.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "code")
@JsonSubTypes({
    @JsonSubTypes.Type(value = EndReason.ReplicaFailed.class, name = "replica-failed"),
    @JsonSubTypes.Type(value = EndReason.Cancelled.class, name = "cancelled"),
})
@JsonIgnoreProperties(value = "message", allowGetters = true)
public sealed interface EndReason extends WorkloadReason {

    /// One of its replicas ended badly, or could not be started; the others were stopped.
    ///
    /// @param replica its index, from 0
    /// @param exitCode of its process; absent where it never had one, or nobody knows
    /// @param detail what the node said of it; empty if nothing
    record ReplicaFailed(int replica, NodeId node, @Nullable Integer exitCode, String detail)
            implements EndReason {
        @Override
        public String message() {
            return "replica "
                    + replica
                    + " failed"
                    + (exitCode == null ? "" : " with exit code " + exitCode)
                    + (detail.isBlank() || detail.equals("ended with exit code " + exitCode)
                            ? ""
                            : ": " + detail);
        }
    }

    /// Somebody ended it.
    ///
    /// @param by the name of the principal
    record Cancelled(String by) implements EndReason {
        @Override
        public String message() {
            return "cancelled by " + by;
        }
    }
}
