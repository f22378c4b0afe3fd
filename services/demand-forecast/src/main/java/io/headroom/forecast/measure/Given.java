package io.headroom.forecast.measure;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;

import io.headroom.contracts.check.InvalidFields;

/// What a CSV of history may say of a minute besides what was wanted.
public enum Given {
    /// Workloads.
    ARRIVALS(1),
    /// GPUs.
    RUNNING(1000),
    /// GPUs.
    QUEUED(1000),
    /// Workloads.
    WAITING(1),
    /// GPU-seconds.
    WORK(1_000_000);

    /// As much as ten million GPUs do in a minute.
    private static final double MOST = 600_000_000;

    /// GPUs by which what runs and what waits may miss what is wanted: each is rounded.
    private static final double EVEN = 0.001;

    private final long stored;

    /// @param stored what one of it is in the table
    Given(long stored) {
        this.stored = stored;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Given> of(String word) {
        return Arrays.stream(values()).filter(given -> given.word().equals(word)).findFirst();
    }

    /// Its value; fails with [InvalidFields] for what it cannot be.
    public double parse(String text) {
        try {
            double value = Double.parseDouble(text);
            if (value >= 0 && value <= MOST && (stored > 1 || value == Math.rint(value))) {
                return value;
            }
        } catch (NumberFormatException _) {
            // Said below.
        }
        throw new InvalidFields(
                word(),
                "must be a "
                        + (stored > 1 ? "" : "whole ")
                        + "number from 0 to "
                        + (long) MOST
                        + ", not "
                        + text);
    }

    /// As the table has it.
    public long stored(double value) {
        return Math.round(value * stored);
    }

    /// What runs and what waits are what is wanted: of two, one tells the other. Fails with [InvalidFields] where they are not.
    public static void complete(SortedMap<Given, Double> line, double gpus) {
        Double running = line.get(RUNNING);
        Double queued = line.get(QUEUED);
        if (running == null && queued == null) {
            return;
        }
        double waits = queued != null ? queued : gpus - (running == null ? 0 : running);
        double runs = running != null ? running : gpus - waits;
        if (runs < -EVEN || waits < -EVEN || Math.abs(runs + waits - gpus) > EVEN) {
            throw new InvalidFields(
                    running == null ? QUEUED.word() : RUNNING.word(),
                    "running and queued must be gpus together");
        }
        line.put(RUNNING, Math.max(0, runs));
        line.put(QUEUED, Math.max(0, waits));
    }
}
