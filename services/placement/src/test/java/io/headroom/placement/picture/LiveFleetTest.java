package io.headroom.placement.picture;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.workload.EndReason;
import io.headroom.contracts.workload.GpuRequest;
import io.headroom.contracts.workload.RunSpec;
import io.headroom.contracts.workload.Workload;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.contracts.workload.WorkloadSpec;
import io.headroom.placement.node.NodeTable;
import io.headroom.placement.workload.Life;
import io.headroom.placement.workload.WorkloadTable;
import io.headroom.platform.database.Horizon;
import io.headroom.platform.database.Rows;
import io.headroom.platform.database.Transactions;
import io.headroom.testkit.harness.HeadroomInfrastructure;
import io.headroom.testkit.harness.TestBed;

import static org.assertj.core.api.Assertions.assertThat;

/// What is in memory is what is committed, in whatever order it was begun.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "placement"))
class LiveFleetTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Inject Transactions transactions;
    @Inject WorkloadTable workloads;
    @Inject NodeTable nodes;
    @Inject ReplicaTable replicas;

    private LiveFleet fleet;

    @BeforeEach
    void anEmptyMemory() {
        fleet = new LiveFleet(workloads, nodes, replicas);
    }

    @Test
    void what_began_early_and_committed_late_is_read() throws SQLException {
        Workload early = workload();
        Workload late = workload();
        try (Connection slow = TestBed.current().superuser()) {
            slow.setAutoCommit(false);
            insert(slow, early);
            try (Connection quick = TestBed.current().superuser()) {
                insert(quick, late);
            }
            read();
            assertThat(fleet.workloads()).containsKey(late.id()).doesNotContainKey(early.id());
            slow.commit();
        }
        read();
        assertThat(fleet.workloads()).containsKeys(late.id(), early.id());
    }

    @Test
    void what_is_over_goes_and_takes_its_replicas_with_it() throws SQLException {
        Workload workload = workload();
        try (Connection database = TestBed.current().superuser()) {
            insert(database, workload);
            bind(database, workload, 0);
            bind(database, workload, 1);
            read();
            assertThat(ofWorkload(workload)).hasSize(2);

            execute(
                    database,
                    "delete from placement.replica where replica = 1 and workload_id = ?",
                    workload);
            execute(
                    database,
                    "update placement.workload set version = version where id = ?",
                    workload);
            read();
            assertThat(ofWorkload(workload)).extracting(BoundReplica::replica).containsExactly(0);

            over(database, workload);
        }
        read();
        assertThat(fleet.workloads()).doesNotContainKey(workload.id());
        assertThat(ofWorkload(workload)).isEmpty();
    }

    @Test
    void a_replica_that_reports_is_read_though_its_workload_stays_as_it_was() throws SQLException {
        Workload workload = workload();
        try (Connection database = TestBed.current().superuser()) {
            insert(database, workload);
            bind(database, workload, 0);
            read();
            execute(
                    database,
                    "update placement.replica set state = 'RUNNING' where workload_id = ?",
                    workload);
            read();
            assertThat(ofWorkload(workload))
                    .extracting(BoundReplica::state)
                    .containsExactly("RUNNING");
            over(database, workload);
        }
    }

    private List<BoundReplica> ofWorkload(Workload workload) {
        return fleet.replicas().stream().filter(r -> r.workload().equals(workload.id())).toList();
    }

    private void read() {
        transactions
                .asService(
                        session ->
                                session.createNativeQuery(Horizon.LINE, String.class)
                                        .getSingleResult()
                                        .chain(now -> fleet.read(session, new Horizon(now))))
                .await()
                .atMost(SOON);
    }

    private static Workload workload() {
        WorkloadSpec spec =
                new WorkloadSpec(
                        "job",
                        "default",
                        null,
                        WorkloadClass.TRAINING,
                        2,
                        false,
                        new GpuRequest(1, List.of(), null, null),
                        1000,
                        1024,
                        null,
                        0,
                        Duration.ofHours(1),
                        null,
                        null,
                        new RunSpec(null, List.of("true"), null, null, null, null));
        return Life.submitted(new WorkloadId(UUID.randomUUID()), spec, Instant.now());
    }

    private static void insert(Connection database, Workload workload) throws SQLException {
        try (PreparedStatement insert =
                database.prepareStatement(
                        "insert into placement.workload (id, version, tenant, state, created_at, body, submitted_by)"
                                + " values (?, ?, 'default', 'PENDING', ?, ?, 'pat')")) {
            insert.setObject(1, workload.id().value());
            insert.setLong(2, workload.version());
            insert.setTimestamp(3, Timestamp.from(workload.createdAt()));
            insert.setString(4, Rows.json(workload));
            assertThat(insert.executeUpdate()).isEqualTo(1);
        }
    }

    private static void bind(Connection database, Workload workload, int replica)
            throws SQLException {
        execute(
                database,
                "insert into placement.replica (workload_id, replica, attempt, node_id, devices, milli_gpu, state, why, placed_at)"
                        + " values (?, "
                        + replica
                        + ", 1, gen_random_uuid(), '[0]', 1000, 'PLACED', '', now())",
                workload);
    }

    private static void over(Connection database, Workload workload) throws SQLException {
        Workload ended = Life.cancelled(workload, new EndReason.Cancelled("pat"), Instant.now());
        try (PreparedStatement update =
                database.prepareStatement(
                        "update placement.workload set state = 'CANCELLED', body = ? where id = ?")) {
            update.setString(1, Rows.json(ended));
            update.setObject(2, workload.id().value());
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    private static void execute(Connection database, String sql, Workload workload)
            throws SQLException {
        try (PreparedStatement statement = database.prepareStatement(sql)) {
            statement.setObject(1, workload.id().value());
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }
}
