package io.headroom.contracts.json;

import java.time.Instant;
import java.util.Random;

import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PlainInstantsTest {

    @Test
    void writes_what_instants_say_of_themselves_and_reads_it_again() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            int coarse = new int[] {1, 1_000, 1_000_000, 1_000_000_000}[i % 4];
            int nanos = random.nextInt(1_000_000_000);
            Instant instant =
                    Instant.ofEpochSecond(
                            random.nextLong(-70_000_000_000L, 260_000_000_000L),
                            nanos - nanos % coarse);

            String written = PlainInstants.write(instant);

            assertThat(written).isEqualTo(instant.toString());
            if (Character.isDigit(written.charAt(0)) && written.charAt(4) == '-') {
                assertThat(PlainInstants.read(written)).contains(instant);
            }
        }
    }

    @Test
    void reads_what_PostgreSQL_writes() {
        assertThat(PlainInstants.read("2026-11-10T12:00:00.25+00:00"))
                .contains(Instant.parse("2026-11-10T12:00:00.250Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "2026-11-10",
                "2026-11-10T12:00:00",
                "2026-11-10T12:00:00.Z",
                "2026-11-10T12:00:00.1234567890Z",
                "2026-11-10T12:00:0xZ",
                "2026-02-30T12:00:00Z",
                "2026-11-10T25:00:00Z",
                "2026-11-10T12:00:00+01:00",
                "2026-11-10T12:00:00,5Z",
                "+12026-11-10T12:00:00Z"
            })
    void leaves_other_forms_alone(String text) {
        assertThat(PlainInstants.read(text)).isEmpty();
    }

    @Test
    void mappers_still_read_other_forms_and_refuse_nonsense() throws Exception {
        assertThat(HeadroomJson.mapper().readValue("\"2026-11-10T13:00:00+01:00\"", Instant.class))
                .isEqualTo(Instant.parse("2026-11-10T12:00:00Z"));
        assertThatThrownBy(
                        () ->
                                HeadroomJson.mapper()
                                        .readValue("\"2026-02-30T12:00:00Z\"", Instant.class))
                .isInstanceOf(InvalidFormatException.class)
                .hasMessageContaining("2026-02-30");
    }
}
