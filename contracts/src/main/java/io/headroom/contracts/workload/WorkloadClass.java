package io.headroom.contracts.workload;

/// What kind of work it is: decides what waiting costs and what may be interrupted.
public enum WorkloadClass {
    TRAINING,
    FINE_TUNING,
    BATCH_INFERENCE,
    /// Latency-sensitive serving.
    ONLINE_INFERENCE
}
