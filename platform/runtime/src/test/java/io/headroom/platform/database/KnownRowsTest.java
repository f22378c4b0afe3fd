package io.headroom.platform.database;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KnownRowsTest {

    private final List<String> parsed = new ArrayList<>();
    private final KnownRows<Integer> rows =
            new KnownRows<>(
                    row -> {
                        parsed.add(row);
                        return Integer.valueOf(row);
                    });

    @Test
    void rows_come_in_their_order_and_as_often_as_they_are_there() {
        assertThat(rows.read(List.of("2", "1", "2"))).containsExactly(2, 1, 2);
    }

    @Test
    void what_reads_as_last_time_is_not_parsed_again() {
        List<Integer> first = rows.read(List.of("1", "2"));
        List<Integer> second = rows.read(List.of("3", "2"));
        assertThat(first).containsExactly(1, 2);
        assertThat(second).containsExactly(3, 2);
        assertThat(parsed).containsExactly("1", "2", "3");
    }

    @Test
    void what_was_gone_meanwhile_is_forgotten() {
        List<Integer> _ = rows.read(List.of("1"));
        List<Integer> _ = rows.read(List.of());
        assertThat(rows.read(List.of("1"))).containsExactly(1);
        assertThat(parsed).containsExactly("1", "1");
    }
}
