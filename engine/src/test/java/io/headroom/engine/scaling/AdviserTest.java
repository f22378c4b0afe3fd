package io.headroom.engine.scaling;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.pool.PoolMode;
import io.headroom.contracts.pool.PoolSpec;
import io.headroom.contracts.pool.WarmSpec;
import io.headroom.engine.scaling.Adviser.Advice;
import io.headroom.engine.scaling.fact.NodeFact;
import io.headroom.engine.scaling.fact.Offer;
import io.headroom.engine.scaling.fact.PoolFact;
import io.headroom.engine.scaling.fact.ScalingFacts;
import io.headroom.engine.scaling.fact.ScalingPlan;
import io.headroom.engine.scaling.fact.ScalingPolicy;

import static io.headroom.engine.scaling.Scene.DECISION;
import static io.headroom.engine.scaling.Scene.EIGHT;
import static io.headroom.engine.scaling.Scene.NOON;
import static io.headroom.engine.scaling.Scene.ONE;
import static io.headroom.engine.scaling.Scene.scene;
import static org.assertj.core.api.Assertions.assertThat;

/// Pools that advise get the whole treatment, on paper, and touch nothing of the others.
class AdviserTest {

    private static final Duration BOOT = Duration.ofMinutes(4);

    @Test
    void it_would_buy_for_what_waits_and_says_at_what_price_and_why() {
        ScalingFacts facts =
                advising("p", scene().pool("p", 0, 10).offer("p", ONE, "3").waiting(2, 1));
        Advice advice = advise(facts, List.of(), NOON);
        assertThat(advice.bought()).hasSize(2);
        PaperNode node = advice.bought().getFirst();
        assertThat(node.why()).isInstanceOf(NodeReason.ForShortfall.class);
        assertThat(node.node().worstPerHour().toString()).isEqualTo("3.00");
        assertThat(node.readyAt()).isEqualTo(NOON.plus(BOOT));
        assertThat(plan(facts).steps()).as("nothing is bought").isEmpty();
    }

    @Test
    void what_it_would_have_is_not_advised_again_and_holds_what_waits_once_it_is_up() {
        ScalingFacts facts =
                advising("p", scene().pool("p", 0, 10).offer("p", ONE, "3").waiting(2, 1));
        List<PaperNode> fleet = advise(facts, List.of(), NOON).bought();
        Advice next = advise(facts, fleet, NOON.plusSeconds(1));
        assertThat(next.bought()).isEmpty();
        assertThat(next.fleet()).allMatch(n -> n.usedMilliGpu() == 0);

        Advice later = advise(facts, fleet, NOON.plus(BOOT));
        assertThat(later.bought()).isEmpty();
        assertThat(later.fleet()).allMatch(n -> n.usedMilliGpu() == 1000 && n.idleSince() == null);
    }

    @Test
    void what_nothing_waits_for_any_more_it_would_give_back() {
        ScalingFacts waiting =
                advising("p", scene().pool("p", 0, 10).offer("p", ONE, "3").waiting(1, 1));
        List<PaperNode> fleet = advise(waiting, List.of(), NOON).bought();
        ScalingFacts served = advising("p", scene().pool("p", 0, 10).offer("p", ONE, "3"));
        Advice idle = advise(served, fleet, NOON.plus(BOOT));
        assertThat(idle.left()).isEmpty();
        Advice gone = advise(served, idle.fleet(), NOON.plus(BOOT).plus(Duration.ofMinutes(5)));
        assertThat(gone.left()).containsOnlyKeys(fleet.getFirst().node().id());
    }

    /// A step to stop it was lost once: it stayed on paper for good, and its cost grew.
    @Test
    void what_a_pool_that_stops_nodes_would_stop_is_given_back_on_paper() {
        Scene pool = scene().pool("p", 0, 10).offer("p", ONE, "3");
        List<PaperNode> fleet =
                advise(stopping(advising("p", pool.waiting(1, 1))), List.of(), NOON).bought();
        ScalingFacts served =
                stopping(advising("p", scene().pool("p", 0, 10).offer("p", ONE, "3")));
        Advice idle = advise(served, fleet, NOON.plus(BOOT));
        Advice gone = advise(served, idle.fleet(), NOON.plus(BOOT).plus(Duration.ofMinutes(5)));
        assertThat(gone.left()).containsOnlyKeys(fleet.getFirst().node().id());
    }

    @Test
    void a_stopped_node_of_its_own_is_not_woken_on_paper_but_one_is_bought() {
        ScalingFacts facts =
                stopping(
                        advising("p", scene().pool("p", 0, 10).offer("p", ONE, "3").waiting(1, 1)));
        Offer wake = facts.offers().getFirst().waking(new NodeId(new UUID(7, 7)));
        ScalingFacts waking = with(facts, facts.pools(), List.of(wake, facts.offers().getFirst()));
        assertThat(advise(waking, List.of(), NOON).bought()).hasSize(1);
    }

    @Test
    void half_a_gang_holds_nothing() {
        ScalingFacts facts =
                advising("p", scene().pool("p", 0, 10).offer("p", EIGHT, "20").gang(2, 8));
        List<PaperNode> both = advise(facts, List.of(), NOON).bought();
        assertThat(both).hasSize(2);
        assertThat(advise(facts, both, NOON.plus(BOOT)).fleet())
                .allMatch(n -> n.usedMilliGpu() == 8000);
        assertThat(advise(facts, both.subList(0, 1), NOON.plus(BOOT)).fleet())
                .allMatch(n -> n.usedMilliGpu() == 0);
    }

    @Test
    void acting_pools_buy_as_if_there_were_no_advice() {
        ScalingFacts facts =
                advising(
                        "cheap",
                        scene().pool("cheap", 0, 10)
                                .pool("acting", 0, 10)
                                .offer("cheap", ONE, "2")
                                .offer("acting", ONE, "3")
                                .waiting(2, 1));
        assertThat(pools(plan(facts))).containsExactly("acting", "acting");
        Advice advice = advise(facts, List.of(), NOON);
        assertThat(advice.bought()).hasSize(2).allMatch(n -> n.node().pool().equals("cheap"));
        assertThat(pools(plan(facts))).containsExactly("acting", "acting");
    }

    @Test
    void of_a_plan_that_the_acting_pools_win_nothing_is_advised() {
        ScalingFacts facts =
                advising(
                        "dear",
                        scene().pool("dear", 0, 10)
                                .pool("acting", 0, 10)
                                .offer("dear", ONE, "4")
                                .offer("acting", ONE, "3")
                                .waiting(2, 1));
        assertThat(advise(facts, List.of(), NOON).bought()).isEmpty();
    }

    @Test
    void a_real_node_of_its_pool_would_go_and_stays() {
        ScalingFacts facts =
                advising(
                        "p",
                        scene().pool("p", 0, 10)
                                .offer("p", ONE, "3")
                                .idle("p", ONE, Duration.ofMinutes(10)));
        NodeFact real = facts.nodes().getFirst();
        Advice advice = advise(facts, List.of(), NOON);
        assertThat(advice.left()).containsOnlyKeys(real.node().id());
        assertThat(plan(facts).steps()).isEmpty();
        Advice after =
                Adviser.advise(
                        facts,
                        List.of(),
                        Set.of(real.node().id()),
                        ScalingPolicy.DEFAULTS,
                        DECISION,
                        NOON);
        assertThat(after.left()).as("said once").isEmpty();
    }

    @Test
    void pools_that_observe_advise_nothing() {
        ScalingFacts facts =
                in(
                        PoolMode.OBSERVE,
                        "p",
                        scene().pool("p", 0, 10).offer("p", ONE, "3").waiting(2, 1));
        assertThat(Adviser.isAsked(facts)).isFalse();
        assertThat(advise(facts, List.of(), NOON).bought()).isEmpty();
    }

    private static Advice advise(ScalingFacts facts, List<PaperNode> paper, Instant now) {
        return Adviser.advise(facts, paper, Set.of(), ScalingPolicy.DEFAULTS, new UUID(1, 2), now);
    }

    private static ScalingPlan plan(ScalingFacts facts) {
        return ScalingPlanner.plan(facts, ScalingPolicy.DEFAULTS, DECISION, NOON);
    }

    private static List<String> pools(ScalingPlan plan) {
        return plan.steps().stream()
                .filter(ScalingPlan.Step.Buy.class::isInstance)
                .map(ScalingPlan.Step.Buy.class::cast)
                .flatMap(b -> b.nodes().stream())
                .map(n -> n.offer().pool())
                .toList();
    }

    private static ScalingFacts advising(String pool, Scene scene) {
        return in(PoolMode.ADVISE, pool, scene);
    }

    private static ScalingFacts in(PoolMode mode, String pool, Scene scene) {
        ScalingFacts facts = scene.facts();
        return with(
                facts,
                facts.pools().stream()
                        .map(p -> p.name().equals(pool) ? in(mode, p.spec().warm(), p) : p)
                        .toList(),
                facts.offers());
    }

    /// Every pool keeps nodes stopped.
    private static ScalingFacts stopping(ScalingFacts facts) {
        WarmSpec four = new WarmSpec(4, List.of(WarmSpec.WarmState.STOPPED));
        return with(
                facts,
                facts.pools().stream().map(p -> in(p.spec().mode(), four, p)).toList(),
                facts.offers());
    }

    private static PoolFact in(PoolMode mode, WarmSpec warm, PoolFact pool) {
        PoolSpec s = pool.spec();
        return new PoolFact(
                pool.name(),
                new PoolSpec(
                        s.provider(),
                        s.region(),
                        s.zones(),
                        s.instanceTypes(),
                        s.capacityTypes(),
                        s.lane(),
                        s.min(),
                        s.max(),
                        warm,
                        mode,
                        s.labels(),
                        s.machines()));
    }

    private static ScalingFacts with(ScalingFacts facts, List<PoolFact> pools, List<Offer> offers) {
        return new ScalingFacts(
                pools,
                facts.nodes(),
                facts.shortfalls(),
                facts.forecasts(),
                offers,
                facts.refusals());
    }
}
