package io.headroom.contracts.workload;

/// Where a workload is in its life. Back to [#PENDING] after a preemption or a lost node.
public enum WorkloadState {
    PENDING,
    PLACED,
    STARTING,
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELLED;

    public boolean isFinal() {
        return switch (this) {
            case SUCCEEDED, FAILED, CANCELLED -> true;
            case PENDING, PLACED, STARTING, RUNNING -> false;
        };
    }
}
