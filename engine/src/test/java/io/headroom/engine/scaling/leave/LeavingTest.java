package io.headroom.engine.scaling.leave;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.forecast.BoundBy;
import io.headroom.contracts.node.KeptFor;
import io.headroom.contracts.node.NodeState;
import io.headroom.engine.scaling.Scene;
import io.headroom.engine.scaling.fact.NodeFact;
import io.headroom.engine.scaling.fact.ScalingPlan;

import static io.headroom.engine.scaling.Scene.NOON;
import static io.headroom.engine.scaling.Scene.ONE;
import static io.headroom.engine.scaling.Scene.scene;
import static org.assertj.core.api.Assertions.assertThat;

/// A fleet does not leave all at once, whatever a forecast says: half of it may, and of a small one all.
class LeavingTest {

    @Test
    void half_of_a_large_fleet_leaves_at_once_and_the_rest_says_what_it_waits_for() {
        ScalingPlan plan = idle(20).plan();
        assertThat(plan.steps()).hasSize(10);
        assertThat(plan.kept())
                .hasSize(10)
                .allMatch(k -> k.why().equals(new KeptFor.ManyLeave("default", 10, 10)));
        assertThat(plan.bounds())
                .singleElement()
                .satisfies(
                        bound -> {
                            assertThat(bound.by()).isEqualTo(BoundBy.SHARE_LEAVING);
                            assertThat(bound.asked()).isEqualTo(20);
                            assertThat(bound.allowed()).isEqualTo(10);
                        });
    }

    @Test
    void those_that_leave_already_count() {
        Scene scene = idle(10);
        for (int i = 0; i < 10; i++) {
            scene = scene.node("p", ONE, NodeState.TERMINATING, 1, 1, null);
        }
        assertThat(scene.plan().steps()).isEmpty();
    }

    @Test
    void what_works_counts_as_fleet() {
        Scene scene = idle(10);
        for (int i = 0; i < 10; i++) {
            scene = scene.node("p", ONE, NodeState.READY, 1, 1, null);
        }
        assertThat(scene.plan().steps()).hasSize(10);
        assertThat(scene.plan().bounds()).isEmpty();
    }

    @Test
    void a_small_fleet_is_free() {
        assertThat(idle(4).plan().steps()).hasSize(4);
        assertThat(idle(4).plan().bounds()).isEmpty();
    }

    @Test
    void what_was_stopped_a_while_ago_does_not_leave_any_more() {
        Scene scene = idle(20);
        for (int i = 0; i < 10; i++) {
            scene = scene.node("p", ONE, NodeState.WARM, 1, 1, null);
        }
        List<NodeFact> nodes = scene.facts().nodes();
        assertThat(
                        new Leaving(nodes, NOON.plus(Duration.ofHours(1)))
                                .hasRoom(nodes.getFirst().node()))
                .isTrue();
    }

    private static Scene idle(int nodes) {
        Scene scene = scene().pool("p", 0, 100);
        for (int i = 0; i < nodes; i++) {
            scene = scene.idle("p", ONE, Duration.ofMinutes(10));
        }
        return scene;
    }
}
