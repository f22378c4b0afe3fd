package io.headroom.replay.trace;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

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

    public FleetTrace {
        rows = rows.stream().sorted(Comparator.comparing(Arrival::at)).toList();
        if (rows.isEmpty() || end.isBefore(start)) {
            throw new IllegalArgumentException("a trace needs at least one workload");
        }
    }
}
