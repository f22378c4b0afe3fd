package io.headroom.contracts.workload;

import java.time.Instant;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.json.HeadroomJson;

import static org.assertj.core.api.Assertions.assertThat;

class WorkloadTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    /// As a release wrote it that did not keep the first start.
    private static String before(String startedAt) {
        return """
        {"id": "00000000-0000-0000-0000-000000000001", "version": 3, "createdAt": "2026-03-01T11:00:00Z",
         "spec": {"name": "llama", "tenant": "research", "class": "training", "lane": "production",
                  "gpu": {"count": 1}, "run": {"command": ["train"]}},
         "state": "running", "attempt": 1%s}"""
                .formatted(startedAt);
    }

    private static Workload read(String json) throws JsonProcessingException {
        return HeadroomJson.tolerant().readValue(json, Workload.class);
    }

    @Test
    void one_that_was_written_before_the_first_start_was_kept_has_the_start_that_was()
            throws JsonProcessingException {
        assertThat(read(before(", \"startedAt\": \"2026-03-01T12:00:00Z\"")).firstStartedAt())
                .isEqualTo(NOON);
    }

    @Test
    void one_that_has_not_run_has_no_first_start() throws JsonProcessingException {
        assertThat(read(before("")).firstStartedAt()).isNull();
    }

    @Test
    void the_first_start_stays_when_it_starts_again() throws JsonProcessingException {
        String again =
                before(
                        ", \"startedAt\": \"2026-03-01T13:00:00Z\", \"firstStartedAt\": \"2026-03-01T12:00:00Z\"");

        assertThat(read(again).firstStartedAt()).isEqualTo(NOON);
    }
}
