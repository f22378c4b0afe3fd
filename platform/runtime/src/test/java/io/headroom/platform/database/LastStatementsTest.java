package io.headroom.platform.database;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.headroom.platform.database.LastStatements.Part;

import static org.assertj.core.api.Assertions.assertThat;

class LastStatementsTest {

    private final LastStatements last = new LastStatements();

    @Test
    void rows_of_one_statement_go_together_in_the_order_in_which_they_came() {
        last.add("insert into a select :rows", List.of(1, 2));
        last.add("update b set c = :c", Map.of("c", 7));
        last.add("insert into a select :rows", List.of(3));

        assertThat(last.parts())
                .containsExactly(
                        new Part("update b set c = :c", Map.of("c", 7)),
                        new Part("insert into a select :rows", Map.of("rows", "[1,2,3]")));
    }

    @Test
    void each_statement_keeps_its_own_parameters() {
        last.add("update b set c = :c where d = :cd", Map.of("c", 7, "cd", 8));
        last.add("update e set c = :c", Map.of("c", 9));

        Part whole = LastStatements.joined(last.parts());

        assertThat(whole.sql())
                .isEqualTo(
                        "with part_0 as (update b set c = :c_0 where d = :cd_0), part_1 as (update e set c = :c_1)"
                                + " select cast(1 as text)");
        assertThat(whole.parameters()).isEqualTo(Map.of("c_0", 7, "cd_0", 8, "c_1", 9));
    }

    @Test
    void a_cast_is_no_parameter() {
        last.add("update b set c = '1'::text where d = :d", Map.of("d", 1));
        last.add("select 1", Map.of());

        assertThat(LastStatements.joined(last.parts()).sql()).contains("'1'::text where d = :d_0");
    }

    @Test
    void nothing_is_empty() {
        assertThat(last.isEmpty()).isTrue();
        last.add("insert into a select :rows", List.of(1));
        assertThat(last.isEmpty()).isFalse();
    }
}
