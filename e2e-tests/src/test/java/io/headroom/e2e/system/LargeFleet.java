package io.headroom.e2e.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.json.HeadroomJson;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.workload.GpuRequest;
import io.headroom.contracts.workload.PendingReason;
import io.headroom.contracts.workload.RunSpec;
import io.headroom.contracts.workload.Workload;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.contracts.workload.WorkloadSpec;
import io.headroom.contracts.workload.WorkloadState;
import io.headroom.testkit.harness.TestBed;

/// Writes a fleet that is full, and a queue, into placement's tables: nodes of 8 GPUs, four workloads of two GPUs on each, and others that wait.
///
/// @param lane where all of it is
public record LargeFleet(String lane, int nodes, int waiting) {

    private static final UUID NOBODY = new UUID(0, 0);
    private static final int ON_EACH = 4;

    /// Numbers as ids, so that rows can be written by the database alone.
    private static final String ID =
            "cast('%s-0000-4000-8000-' || lpad(to_hex(n), 12, '0') as uuid)";

    private static final String NODE = ID.formatted("00000001");
    private static final String RUNNING = ID.formatted("00000002");
    private static final String WAITING = ID.formatted("00000003");

    public int workloads() {
        return nodes * ON_EACH + waiting;
    }

    public void write() throws SQLException {
        try (Connection database = TestBed.current().superuser()) {
            fill(
                    database,
                    "insert into placement.node_view (id, version, state, lane, body) select %s, n, 'READY', '%s', replace(?, '%s', cast(%s as text))"
                            .formatted(NODE, lane, NOBODY, NODE),
                    json(SomeWork.aReadyNode(new NodeId(NOBODY), lane)),
                    nodes);
            workloads(database, RUNNING, WorkloadState.RUNNING, nodes * ON_EACH);
            workloads(database, WAITING, WorkloadState.PENDING, waiting);
            bind(database);
            database.createStatement().execute("analyze");
        }
    }

    private void workloads(Connection database, String id, WorkloadState state, int count)
            throws SQLException {
        fill(
                database,
                "insert into placement.workload (id, version, tenant, state, created_at, body, submitted_by) select %s, 1, '%s', '%s', now(), replace(?, '%s', cast(%s as text)), 'pat'"
                        .formatted(id, lane, state, NOBODY, id),
                json(workload(state)),
                count);
    }

    private void bind(Connection database) throws SQLException {
        fill(
                database,
                "insert into placement.replica (workload_id, replica, attempt, node_id, devices, milli_gpu, state, why, placed_at) select "
                        + RUNNING
                        + ", 0, 1, "
                        + NODE.replace("to_hex(n)", "to_hex((n - 1) / " + ON_EACH + " + 1)")
                        + ", '[' || (n - 1) % 4 * 2 || ',' || (n - 1) % 4 * 2 + 1 || ']', 1000, 'RUNNING', ?, now()",
                "",
                nodes * ON_EACH);
    }

    private static void fill(Connection database, String select, String text, int count)
            throws SQLException {
        try (PreparedStatement insert =
                database.prepareStatement(select + " from generate_series(1, ?) n")) {
            insert.setString(1, text);
            insert.setInt(2, count);
            insert.executeUpdate();
        }
    }

    private Workload workload(WorkloadState state) {
        Instant now = Instant.now();
        boolean waits = state == WorkloadState.PENDING;
        return new Workload(
                new WorkloadId(NOBODY),
                1,
                now,
                spec(),
                state,
                waits ? new PendingReason.NotLookedAt() : null,
                null,
                waits ? null : now,
                null,
                1,
                null,
                waits ? null : now);
    }

    private WorkloadSpec spec() {
        @Nullable Duration unknown = null;
        return new WorkloadSpec(
                "one-of-many",
                lane,
                null,
                WorkloadClass.TRAINING,
                1,
                false,
                new GpuRequest(2, List.of(), null, null),
                8_000,
                65_536,
                lane,
                0,
                Duration.ofHours(8),
                unknown,
                null,
                new RunSpec(null, List.of("train"), null, null, null, null));
    }

    private static String json(Object value) {
        try {
            return HeadroomJson.mapper().writeValueAsString(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
