package io.headroom.agent.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.headroom.agent.disk.StateFolder;
import io.headroom.agent.disk.StateFolder.Durability;
import io.headroom.contracts.agent.ReplicaReport;
import io.headroom.contracts.agent.ReplicaState;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.workload.WorkloadId;

import static org.assertj.core.api.Assertions.assertThat;

class ReportLogTest {

    private static final WorkloadId WORKLOAD = new WorkloadId(new UUID(1, 1));

    @TempDir Path folder;

    @Test
    void reports_outlive_the_agent_until_they_are_acknowledged() {
        ReportLog before = log("boot-1");
        before.add(said(0, ReplicaState.STARTING));
        before.add(said(0, ReplicaState.RUNNING));
        before.add(said(0, ReplicaState.SUCCEEDED));
        before.acknowledge("boot-1", 2);

        ReportLog after = log("boot-1");
        assertThat(after.pending(10)).extracting(ReplicaReport::sequence).containsExactly(3L);
        assertThat(after.add(said(1, ReplicaState.STARTING)).sequence()).isEqualTo(4);
    }

    @Test
    void the_sequence_goes_on_when_all_were_acknowledged() {
        ReportLog before = log("boot-1");
        before.add(said(0, ReplicaState.STARTING));
        before.acknowledge("boot-1", 1);

        assertThat(log("boot-1").add(said(0, ReplicaState.RUNNING)).sequence()).isEqualTo(2);
    }

    @Test
    void an_acknowledgement_of_another_boot_is_not_ours() {
        ReportLog log = log("boot-2");
        log.add(said(0, ReplicaState.STARTING));
        log.acknowledge("boot-1", 99);

        assertThat(log.pending(10)).hasSize(1);
    }

    @Test
    void a_new_boot_numbers_what_is_left_from_one() {
        ReportLog before = log("boot-1");
        before.add(said(0, ReplicaState.STARTING));
        before.add(said(0, ReplicaState.RUNNING));
        before.acknowledge("boot-1", 1);

        assertThat(log("boot-2").pending(10))
                .singleElement()
                .satisfies(
                        report -> {
                            assertThat(report.bootId()).isEqualTo("boot-2");
                            assertThat(report.sequence()).isEqualTo(1);
                            assertThat(report.state()).isEqualTo(ReplicaState.RUNNING);
                        });
    }

    @Test
    void a_torn_last_line_costs_no_other_report() throws IOException {
        log("boot-1").add(said(0, ReplicaState.STARTING));
        Files.write(
                folder.resolve(ReportLog.FILE),
                "{\"node\":\"0000".getBytes(StandardCharsets.UTF_8),
                StandardOpenOption.APPEND);

        ReportLog after = log("boot-1");
        after.add(said(0, ReplicaState.RUNNING));
        assertThat(log("boot-1").pending(10))
                .extracting(ReplicaReport::sequence)
                .containsExactly(1L, 2L);
    }

    @Test
    void a_node_cut_off_for_long_keeps_the_last_word_on_each_replica() {
        ReportLog log = log("boot-1");
        for (int i = 0; i < 1_200; i++) {
            log.add(said(i % 10, ReplicaState.RUNNING));
        }

        assertThat(log.pending(2_000)).hasSizeLessThanOrEqualTo(1_000);
        assertThat(log.pending(2_000)).extracting(ReplicaReport::replica).contains(0, 9);
        assertThat(log.pending(2_000).getLast().sequence()).isEqualTo(1_200);
    }

    private ReportLog log(String bootId) {
        StateFolder disk = new StateFolder(folder, Durability.BUFFERED, HeadroomJson.tolerant());
        return new ReportLog(disk, HeadroomJson.tolerant(), new NodeId(new UUID(0, 1)), bootId);
    }

    private static Said said(int replica, ReplicaState state) {
        return new Said(WORKLOAD, replica, 1, state, null, Instant.EPOCH, "", null, null);
    }
}
