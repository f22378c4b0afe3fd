package io.headroom.platform.database;

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
}
