package io.headroom.e2e;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import io.headroom.e2e.system.Headroom;
import io.headroom.e2e.system.RunningSystem;

import static org.assertj.core.api.Assertions.assertThat;

/// What cannot start says in one line what is wrong and what to do.
@Order(2)
@ExtendWith(RunningSystem.class)
class RefusedStartTest {

    @Test
    void a_taken_port_is_named_and_who_needs_it(Headroom headroom) {
        assertThat(headroom.refusedAtTheSamePorts()).satisfies(RefusedStartTest::oneLine);
    }

    @Test
    void in_the_background_too(Headroom headroom) {
        assertThat(headroom.refusedAtTheSamePorts("--detach")).satisfies(RefusedStartTest::oneLine);
    }

    private static void oneLine(String said) {
        assertThat(said)
                .hasLineCount(1)
                .matches("headroom: port \\d+, which console needs, is taken: stop .* --port");
    }
}
