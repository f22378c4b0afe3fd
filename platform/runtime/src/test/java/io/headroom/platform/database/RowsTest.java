package io.headroom.platform.database;

import java.time.Instant;
import java.time.OffsetDateTime;

import com.fasterxml.jackson.databind.node.TextNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RowsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-10T12:00:00+00:00",
                "2026-11-10T12:00:00.25+00:00",
                "2026-02-28T23:59:59.000001+00:00",
                "1969-12-31T23:59:59.999999+00:00",
                "2026-11-10T12:00:00.5+02:00",
                "+12026-11-10T12:00:00+00:00"
            })
    void an_instant_is_what_the_database_wrote(String text) {
        assertThat(Rows.instant(TextNode.valueOf(text)))
                .isEqualTo(OffsetDateTime.parse(text).toInstant());
    }

    @Test
    void what_is_no_instant_is_refused() {
        assertThatThrownBy(() -> Rows.instant(TextNode.valueOf("2026-13-10T12:00:00+00:00")))
                .isInstanceOf(java.time.DateTimeException.class);
        assertThat(Rows.instant(TextNode.valueOf("2026-11-10T12:00:00+00:00")))
                .isEqualTo(Instant.parse("2026-11-10T12:00:00Z"));
    }
}
