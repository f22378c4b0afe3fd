package io.headroom.replay.evaluate;

import java.lang.management.ManagementFactory;

/// CPU time of this thread: what a forecast costs whatever else the machine does.
final class CpuTime {
    private CpuTime() {}

    static double seconds() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    }
}
