package io.headroom.agent.replica.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.headroom.agent.Assignments;
import io.headroom.agent.replica.Given;
import io.headroom.agent.replica.ReplicaKey;
import io.headroom.contracts.node.ReplicaAssignment;
import io.headroom.contracts.workload.RunSpec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What a process is given of the node beside its GPUs: secrets in memory, and mounts.
class SecretsAndMountsTest extends OneProcess {

    @Test
    void its_secrets_are_files_in_memory_for_its_owner_alone_and_gone_after_it() throws Exception {
        ReplicaAssignment assignment =
                Assignments.running(
                        "sh",
                        "-c",
                        "cd $HEADROOM_SECRETS; pwd; cat wandb; stat -c %a wandb .; env | grep -c hunter2");
        runtime()
                .start(
                        assignment,
                        new Given(List.of(), Map.of("wandb", "hunter2\n")),
                        exit::complete);

        ended();
        String said = log(assignment);
        assertThat(said.lines())
                .startsWith(secretsOf(assignment).toString())
                .contains("hunter2", "400", "700", "0");
        assertThat(secretsOf(assignment)).doesNotExist();
    }

    @Test
    void secrets_never_go_to_a_disk() {
        ReplicaAssignment assignment = Assignments.running("true");
        ProcessRuntime onDisk =
                new ProcessRuntime(
                        root,
                        Path.of("/var/tmp", "headroom-" + UUID.randomUUID()),
                        1,
                        commons.workers(),
                        commons.timer());

        assertThatThrownBy(
                        () ->
                                onDisk.start(
                                        assignment,
                                        new Given(List.of(), Map.of("wandb", "hunter2")),
                                        exit::complete))
                .hasMessageContaining("in memory only");
    }

    @Test
    void a_mount_is_a_link_in_its_working_directory() throws Exception {
        Path data = Files.writeString(root.resolve("data"), "it is here");
        ReplicaAssignment assignment = mounting(data + ":input");
        runtime().start(assignment, NOTHING, exit::complete);

        ended();
        assertThat(log(assignment)).contains("it is here");
    }

    @Test
    void a_mount_that_a_process_cannot_have_is_refused_with_the_reason() {
        assertThatThrownBy(
                        () -> runtime().start(mounting("/nowhere:input"), NOTHING, exit::complete))
                .hasMessageContaining("no /nowhere");
        assertThatThrownBy(
                        () ->
                                runtime()
                                        .start(
                                                mounting(root + ":input:ro"),
                                                NOTHING,
                                                exit::complete))
                .hasMessageContaining("cannot keep them from writing");
        assertThatThrownBy(
                        () -> runtime().start(mounting(root + ":/input"), NOTHING, exit::complete))
                .hasMessageContaining("not as /input");
    }

    private static ReplicaAssignment mounting(String mount) {
        return Assignments.on(
                List.of(),
                1_000,
                new RunSpec(null, List.of("cat", "input"), null, null, List.of(mount), null));
    }

    private static Path secretsOf(ReplicaAssignment assignment) {
        return memory().resolve(ReplicaKey.of(assignment).toString());
    }
}
