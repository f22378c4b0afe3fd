package io.headroom.contracts.agent;

import io.headroom.contracts.check.Checks;

/// How much what runs on a machine waits for what others there use: the percent of the last minute in which something stood still for want of it,
/// as Linux counts (`some avg60` of `/proc/pressure`).
public record Pressure(double cpu, double memory, double io) {

    public static final Pressure NONE = new Pressure(0, 0, 0);

    /// What may be short.
    public enum Of {
        CPU,
        MEMORY,
        IO
    }

    public Pressure {
        new Checks()
                .that(isPercent(cpu), "cpu", "must be from 0 to 100")
                .that(isPercent(memory), "memory", "must be from 0 to 100")
                .that(isPercent(io), "io", "must be from 0 to 100")
                .done();
    }

    private static boolean isPercent(double value) {
        return value >= 0 && value <= 100;
    }

    /// What is shortest; of equals the first.
    public Of worst() {
        if (cpu >= memory && cpu >= io) {
            return Of.CPU;
        }
        return memory >= io ? Of.MEMORY : Of.IO;
    }

    public double percent() {
        return Math.max(cpu, Math.max(memory, io));
    }
}
