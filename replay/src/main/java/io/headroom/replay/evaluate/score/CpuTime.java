package io.headroom.replay.evaluate.score;

import java.lang.management.ManagementFactory;

/// CPU time: what a forecast costs whatever else the machine does.
public final class CpuTime {
    private CpuTime() {}

    /// Of this thread.
    public static double seconds() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    }

    /// Of all threads, the machine's own included.
    public static double ofProcess() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(duration -> duration.toNanos() / 1e9)
                .orElse(0.0);
    }
}
