package io.headroom.engine.scaling.leave;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.KeptFor;
import io.headroom.contracts.node.NodeReleaseRequested.Pays;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.pool.WarmSpec;
import io.headroom.engine.scaling.ScalingPlanner;
import io.headroom.engine.scaling.Scene;
import io.headroom.engine.scaling.WarmScene;
import io.headroom.engine.scaling.fact.Consolidation;
import io.headroom.engine.scaling.fact.NodeFact;
import io.headroom.engine.scaling.fact.NodeFact.Retained;
import io.headroom.engine.scaling.fact.ScalingPlan;
import io.headroom.engine.scaling.fact.ScalingPlan.Step.Empty;
import io.headroom.engine.scaling.fact.ScalingPlan.Step.Empty.Then;
import io.headroom.engine.scaling.fact.ScalingPolicy;

import static io.headroom.engine.scaling.Scene.DECISION;
import static io.headroom.engine.scaling.Scene.EIGHT;
import static io.headroom.engine.scaling.Scene.NOON;
import static io.headroom.engine.scaling.Scene.scene;
import static org.assertj.core.api.Assertions.assertThat;

/// For which nodes placement is asked to move their work, and for which it is not asked in vain.
class MightEmptyTest {

    private static final ScalingPolicy POLICY =
            ScalingPolicy.DEFAULTS.consolidating(Consolidation.USUAL);

    /// Nodes of eight GPUs that have so many in use.
    private static Scene using(int... gpus) {
        Scene scene = scene().pool("p", 0, 100).offer("p", EIGHT, "10");
        for (int used : gpus) {
            scene.node("p", EIGHT, NodeState.READY, 1, 1, null);
            uses(scene, used, null);
        }
        return scene;
    }

    /// The last node.
    private static void uses(Scene scene, int gpus, @Nullable Retained retained) {
        NodeFact last = scene.nodes.removeLast();
        scene.nodes.add(
                new NodeFact(last.node(), 1, "", gpus * 1000, null, false, false, null, retained));
    }

    private static List<Empty> asked(Scene scene) {
        return asked(scene, POLICY);
    }

    private static List<Empty> asked(Scene scene, ScalingPolicy policy) {
        return ScalingPlanner.plan(scene.facts(), policy, DECISION, NOON).steps().stream()
                .filter(Empty.class::isInstance)
                .map(Empty.class::cast)
                .toList();
    }

    @Test
    void the_one_that_uses_least_is_asked_for_if_others_in_use_have_room() {
        Scene scene = using(5, 2, 4);
        assertThat(asked(scene))
                .first()
                .satisfies(
                        step -> {
                            assertThat(step.node()).isEqualTo(scene.nodes.get(1).node().id());
                            assertThat(step.pays())
                                    .isEqualTo(new Pays(Money.of("10"), Duration.ofHours(1), 1.5));
                        });
        assertThat(asked(using(7, 2))).isEmpty();
        assertThat(asked(using(2))).isEmpty();
    }

    @Test
    void nobody_is_asked_where_that_is_switched_off() {
        assertThat(asked(using(5, 2), ScalingPolicy.DEFAULTS)).isEmpty();
    }

    @Test
    void once_empty_it_is_stopped_as_far_as_its_pool_keeps_stopped_nodes() {
        assertThat(asked(using(5, 2))).extracting(Empty::then).containsExactly(Then.ENDS);

        List<ScalingPlan.Step> steps =
                WarmScene.pool(0, 100, new WarmSpec(1, null))
                        .offer(EIGHT, "10")
                        .working(EIGHT, 1)
                        .working(EIGHT, 1)
                        .working(EIGHT, 1)
                        .plan(POLICY)
                        .steps();

        assertThat(steps)
                .extracting(step -> ((Empty) step).then())
                .containsExactly(Then.STOPS, Then.ENDS);
    }

    @Test
    void no_more_than_may_be_at_once() {
        assertThat(asked(using(1, 1, 1, 1, 1, 1))).hasSize(2);
    }

    @Test
    void not_while_something_waits_or_boots() {
        assertThat(asked(using(5, 2).waiting(1, 8))).isEmpty();
        assertThat(asked(using(5, 2).node("p", EIGHT, NodeState.BOOTING, 1, 1, null))).isEmpty();
    }

    @Test
    void not_where_the_forecast_wants_it_or_its_pool_does() {
        assertThat(asked(using(5, 2).forecast(14, 16))).isEmpty();
        assertThat(asked(using(5, 2).forecast(5, 7))).hasSize(1);
        Scene least = scene().pool("p", 2, 100).offer("p", EIGHT, "10");
        for (int used : new int[] {5, 2}) {
            least.node("p", EIGHT, NodeState.READY, 1, 1, null);
            uses(least, used, null);
        }
        assertThat(asked(least)).isEmpty();
    }

    @Test
    void one_that_placement_retained_is_left_alone_for_a_while_and_says_why() {
        Scene scene = using(5, 2);
        Retained lately = new Retained(NOON.minusSeconds(60), "lane default lets nobody be moved");
        uses(scene, 2, lately);
        ScalingPlan plan = ScalingPlanner.plan(scene.facts(), POLICY, DECISION, NOON);
        assertThat(plan.kept())
                .extracting(ScalingPlan.Kept::why)
                .contains(
                        new KeptFor.NotEmptied(
                                lately.at(), lately.at().plusSeconds(600), lately.why()));
        assertThat(asked(scene))
                .extracting(Empty::node)
                .doesNotContain(scene.nodes.getLast().node().id());
        uses(scene, 2, new Retained(NOON.minusSeconds(600), "no room"));
        assertThat(asked(scene))
                .extracting(Empty::node)
                .contains(scene.nodes.getLast().node().id());
    }
}
