package io.headroom.contracts.workload;

import java.time.Duration;
import java.util.List;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.check.InvalidFields;
import io.headroom.contracts.json.HeadroomJson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ReadyProbeTest {

    @Test
    void one_is_read_as_people_write_it() throws Exception {
        ReadyProbe probe =
                HeadroomJson.mapper()
                        .readValue(
                                "{\"port\":8000,\"path\":\"/health\",\"portStep\":1,\"every\":\"PT5S\"}",
                                ReadyProbe.class);

        assertThat(probe.portOf(3)).isEqualTo(8003);
        assertThat(probe.lookEvery()).isEqualTo(Duration.ofSeconds(5));
        assertThat(probe.answerWithin()).isEqualTo(Duration.ofSeconds(1));
        assertThat(HeadroomJson.mapper().writeValueAsString(probe))
                .contains("\"port\":8000")
                .doesNotContain("command");
    }

    @Test
    void what_cannot_be_asked_is_refused_by_its_field() {
        refused(() -> new ReadyProbe(null, null, null, null, null, null), "port");
        refused(() -> new ReadyProbe(80, null, List.of("true"), null, null, null), "port");
        refused(() -> new ReadyProbe(70_000, null, null, null, null, null), "port");
        refused(() -> ReadyProbe.http(80, "health"), "path");
        refused(() -> new ReadyProbe(null, "/", List.of("true"), null, null, null), "path");
        refused(() -> ReadyProbe.running(), "command");
        refused(() -> new ReadyProbe(80, null, null, 1_001, null, null), "portStep");
        refused(() -> new ReadyProbe(80, null, null, null, Duration.ZERO, null), "every");
        refused(() -> new ReadyProbe(80, null, null, null, null, Duration.ofHours(1)), "within");
    }

    private static void refused(ThrowingCallable made, String field) {
        assertThatThrownBy(made)
                .isInstanceOfSatisfying(
                        InvalidFields.class,
                        e -> assertThat(e.fields()).extracting("field").contains(field));
    }
}
