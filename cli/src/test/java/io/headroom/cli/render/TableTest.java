package io.headroom.cli.render;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TableTest {
    @Test
    void columns_are_as_wide_as_their_widest_cell_and_numbers_stand_to_the_right() {
        var table = Table.of("POOL", "GPUS").row("h100-aws", 8).row("a100", 128);

        assertThat(table.lines())
                .containsExactly("POOL      GPUS", "h100-aws     8", "a100       128");
    }
}
