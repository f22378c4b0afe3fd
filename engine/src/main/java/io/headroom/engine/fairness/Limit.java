package io.headroom.engine.fairness;

import java.time.Instant;

/// A tenant's limit that keeps a workload waiting.
public sealed interface Limit {

    /// The limit as one sentence for people.
    String message();

    /// What the tenant's workloads may hold at a time.
    record AtATime(String tenant, int maxGpus, long heldMilliGpu) implements Limit {
        @Override
        public String message() {
            return "tenant "
                    + tenant
                    + " holds "
                    + heldMilliGpu / 1000.0
                    + " of at most "
                    + maxGpus
                    + " GPUs";
        }
    }

    /// What they may use in a period.
    record OverTime(String quota, Instant until) implements Limit {
        @Override
        public String message() {
            return "quota " + quota + " is used up until " + until;
        }
    }
}
