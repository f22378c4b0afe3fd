package io.headroom.contracts.capacity;

import java.time.Duration;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.check.InvalidFields;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.contracts.workload.WorkloadClass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LaneSpecTest {

    @Test
    void a_lane_that_says_nothing_of_moves_moves_nobody() throws JsonProcessingException {
        assertThat(
                        read("{\"reservedGpus\":8,\"preemption\":{\"priorityGap\":10}}")
                                .defragmentation())
                .isNull();
    }

    @Test
    void what_is_not_said_of_moves_is_usual() throws JsonProcessingException {
        assertThat(read("{\"defragmentation\":{}}").defragmentation())
                .isEqualTo(
                        new DefragmentationSpec(
                                4, Duration.ofMinutes(2), List.of(WorkloadClass.ONLINE_INFERENCE)));
        assertThat(read("{\"defragmentation\":{\"spares\":[]}}").defragmentation())
                .isEqualTo(new DefragmentationSpec(4, Duration.ofMinutes(2), List.of()));
    }

    @Test
    void moves_that_make_no_sense_are_refused_by_field() {
        assertThatThrownBy(() -> new DefragmentationSpec(0, null, null))
                .isInstanceOf(InvalidFields.class)
                .hasMessageContaining("defragmentation.atOnce");
        assertThatThrownBy(() -> new DefragmentationSpec(null, Duration.ofHours(2), null))
                .isInstanceOf(InvalidFields.class)
                .hasMessageContaining("defragmentation.grace");
    }

    private static LaneSpec read(String json) throws JsonProcessingException {
        return HeadroomJson.tolerant().readValue(json, LaneSpec.class);
    }
}
