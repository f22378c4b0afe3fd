package io.headroom.replay.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.headroom.replay.fleet.score.PolicyScore;

import static org.assertj.core.api.Assertions.assertThat;

/// Who keeps stopped nodes, and how many.
class StoppedNodesComparedTest {

    private static final List<String> POLICIES = List.of("headroom", "reactive");

    @TempDir private Path folder = Path.of("");

    @Test
    void rivals_keep_no_stopped_nodes() throws IOException {
        List<PolicyScore> none =
                FleetComparison.run(FourHours.last(folder, POLICIES, 0)).policies();
        List<PolicyScore> many =
                FleetComparison.run(FourHours.last(folder, POLICIES, 50)).policies();

        assertThat(many.getLast()).isEqualTo(none.getLast());
        assertThat(many.getFirst().warmGpuHours().stopped()).isPositive();
        assertThat(none.getFirst().warmGpuHours().stopped()).isZero();
    }

    @Test
    void whoever_bounds_no_stopped_nodes_keeps_as_many_as_are_worth_it() throws IOException {
        assertThat(FleetComparison.run(FourHours.last(folder, POLICIES, null)).policies())
                .isEqualTo(FleetComparison.run(FourHours.last(folder, POLICIES, 1000)).policies());
    }

    @Test
    void an_oracle_keeps_no_stopped_nodes_unless_it_is_the_one_that_does() throws IOException {
        List<String> both = List.of("oracle", "oracle-stopping");
        List<PolicyScore> none = FleetComparison.run(FourHours.last(folder, both, 0)).policies();
        List<PolicyScore> some = FleetComparison.run(FourHours.last(folder, both, null)).policies();
        assertThat(some.getFirst()).isEqualTo(none.getFirst());
        assertThat(none.getLast().cost()).isEqualTo(none.getFirst().cost());
        assertThat(none.getLast().warmGpuHours().stopped()).isZero();
        assertThat(some.getLast().warmGpuHours().stopped()).isPositive();
    }
}
