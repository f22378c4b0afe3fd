package io.headroom.replay.trace;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.contracts.workload.WorkloadSpec;

/// What came when, asked for what, and ran for how long.
///
/// @param rows in order of arrival; those that were there before the trace began arrive before its start
/// @param start where the trace begins; @param end where its arrivals end
public record FleetTrace(List<Arrival> rows, Instant start, Instant end) {

    /// One workload; those that ask for the same share the spec.
    public record Arrival(Instant at, WorkloadSpec spec, Duration runs) {
        public Arrival {
            if (runs.isNegative() || runs.isZero()) {
                throw new IllegalArgumentException("a workload must run for a while, not " + runs);
            }
        }
    }

    /// The same where work that serves nobody writes checkpoints so often, unless the trace says it itself.
    public FleetTrace checkpointing(Duration every) {
        Checkpointing specs = new Checkpointing();
        return new FleetTrace(
                rows.stream()
                        .map(
                                row ->
                                        saysOrServes(row.spec())
                                                ? row
                                                : new Arrival(
                                                        row.at(),
                                                        specs.of(row.spec(), every),
                                                        row.runs()))
                        .toList(),
                start,
                end);
    }

    private static boolean saysOrServes(WorkloadSpec spec) {
        return spec.checkpointEvery() != null
                || spec.workloadClass() == WorkloadClass.ONLINE_INFERENCE;
    }

    /// Whether anything in it writes checkpoints.
    public boolean checkpoints() {
        return rows.stream().anyMatch(row -> row.spec().checkpointEvery() != null);
    }

    public FleetTrace {
        rows = rows.stream().sorted(Comparator.comparing(Arrival::at)).toList();
        if (rows.isEmpty() || end.isBefore(start)) {
            throw new IllegalArgumentException("a trace needs at least one workload");
        }
    }
}
