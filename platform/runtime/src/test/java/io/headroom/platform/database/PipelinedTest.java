package io.headroom.platform.database;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PipelinedTest {

    @Test
    void a_parameter_that_is_named_twice_is_sent_once() {
        Pipelined.Numbered numbered =
                Pipelined.numbered("select :a, cast(:b as text), '1'::text where :a = :ab");

        assertThat(numbered.sql())
                .isEqualTo("select $1, cast($2 as text), '1'::text where $1 = $3");
        assertThat(numbered.names()).isEqualTo(List.of("a", "b", "ab"));
    }

    @Test
    void instants_go_as_the_driver_takes_them() {
        Instant noon = Instant.parse("2026-03-02T12:00:00Z");

        assertThat(Pipelined.encoded(noon)).isEqualTo(OffsetDateTime.parse("2026-03-02T12:00:00Z"));
        assertThat(Pipelined.encoded(7L)).isEqualTo(7L);
    }
}
