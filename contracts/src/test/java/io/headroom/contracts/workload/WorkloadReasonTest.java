package io.headroom.contracts.workload;

import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.json.HeadroomJson;
import io.headroom.contracts.node.NodeId;

import static org.assertj.core.api.Assertions.assertThat;

class WorkloadReasonTest {

    private final ObjectMapper json = HeadroomJson.tolerant();

    /// As the API answers it: one field for all kinds.
    private record Answer(@Nullable WorkloadReason reason) {}

    @Test
    void each_kind_of_reason_keeps_its_code_in_the_common_field() throws JsonProcessingException {
        var waits = json.valueToTree(new Answer(new PendingReason.GangIncomplete(1, 2)));
        var failed = json.valueToTree(new Answer(failure()));

        assertThat(waits.at("/reason/code").asText()).isEqualTo("gang-incomplete");
        assertThat(failed.at("/reason/code").asText()).isEqualTo("replica-failed");
        assertThat(failed.at("/reason/exitCode").asInt()).isEqualTo(3);
        assertThat(failed.at("/reason/message").asText())
                .isEqualTo("replica 1 failed with exit code 3: out of memory");
        assertThat(json.treeToValue(failed, Answer.class).reason()).isEqualTo(failure());
    }

    @Test
    void who_was_moved_waits_for_another_reason_than_who_had_to_leave()
            throws JsonProcessingException {
        PendingReason moved =
                new PendingReason.Moved(new WorkloadId(new UUID(1, 3)), "moving loses $0.86");
        var said = json.valueToTree(new Answer(moved));

        assertThat(said.at("/reason/code").asText()).isEqualTo("moved");
        assertThat(said.at("/reason/message").asText()).endsWith("has room: moving loses $0.86");
        assertThat(json.treeToValue(said, Answer.class).reason()).isEqualTo(moved);
    }

    @Test
    void who_was_moved_off_a_node_that_goes_says_which() throws JsonProcessingException {
        PendingReason moved = new PendingReason.MovedOff(new NodeId(new UUID(1, 2)), "it pays");
        var said = json.valueToTree(new Answer(moved));

        assertThat(said.at("/reason/code").asText()).isEqualTo("moved-off");
        assertThat(said.at("/reason/message").asText()).endsWith("may go: it pays");
        assertThat(json.treeToValue(said, Answer.class).reason()).isEqualTo(moved);
    }

    private static EndReason failure() {
        return new EndReason.ReplicaFailed(1, new NodeId(new UUID(1, 2)), 3, "out of memory");
    }
}
