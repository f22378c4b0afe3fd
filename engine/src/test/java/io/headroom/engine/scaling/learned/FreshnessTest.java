package io.headroom.engine.scaling.learned;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.contracts.node.KeptFor;
import io.headroom.engine.scaling.ScalingPlanner;
import io.headroom.engine.scaling.Scene;
import io.headroom.engine.scaling.fact.ScalingFacts;
import io.headroom.engine.scaling.fact.ScalingPlan;
import io.headroom.engine.scaling.fact.ScalingPolicy;

import static io.headroom.engine.scaling.Scene.NOON;
import static io.headroom.engine.scaling.Scene.ONE;
import static io.headroom.engine.scaling.Scene.scene;
import static org.assertj.core.api.Assertions.assertThat;

/// A forecast that nobody renews is not acted upon.
class FreshnessTest {

    private static final Duration STALE_AFTER = Duration.ofMinutes(5);

    @Test
    void one_that_was_renewed_of_late_stays_as_it_is() {
        DemandForecast forecast = beginning(NOON.minus(STALE_AFTER));
        assertThat(judged(forecast)).isSameAs(forecast);
    }

    @Test
    void one_that_was_not_says_how_old_it_is() {
        DemandForecast stale = judged(beginning(NOON.minus(STALE_AFTER).minusMillis(1)));
        assertThat(stale.usable()).isFalse();
        assertThat(stale.why()).startsWith("stale: it begins at 2");
    }

    @Test
    void one_that_begins_tomorrow_is_a_wrong_clocks() {
        DemandForecast wrong = judged(beginning(NOON.plus(Duration.ofDays(1))));
        assertThat(wrong.usable()).isFalse();
        assertThat(wrong.why()).startsWith("from the future");
    }

    @Test
    void why_its_forecaster_does_not_trust_it_is_not_lost() {
        DemandForecast bad =
                beginning(NOON.minus(Duration.ofDays(1))).unusable("too few data: 3 minutes");
        assertThat(judged(bad).why()).isEqualTo("too few data: 3 minutes");
    }

    @Test
    void nothing_is_bought_for_one_that_is_stale() {
        ScalingFacts facts = scene().pool("p", 0, 10).offer("p", ONE, "3").forecast(4, 5).facts();
        assertThat(steps(facts)).isNotEmpty();
        assertThat(
                        steps(
                                with(
                                        facts,
                                        Freshness.judged(
                                                facts.forecasts(),
                                                STALE_AFTER,
                                                NOON.plus(Duration.ofHours(1))))))
                .isEmpty();
    }

    /// Else an idle node would go after a minute, as if a forecast had said that nothing is wanted.
    @Test
    void one_whose_steps_are_over_does_not_shorten_how_long_an_idle_node_stays() {
        TreeMap<String, List<Double>> over = new TreeMap<>();
        over.put("0.5", Collections.nCopies(8, 0.0));
        Scene scene = scene().pool("p", 0, 10).idle("p", ONE, Duration.ofMinutes(2));
        ScalingFacts fresh = scene.forecast(over).facts();
        assertThat(steps(fresh)).hasSize(1);
        DemandForecast old = beginning(NOON.minus(Duration.ofMinutes(8)));
        assertThat(plan(with(fresh, List.of(old))).kept())
                .singleElement()
                .satisfies(kept -> assertThat(kept.why()).isInstanceOf(KeptFor.TooSoon.class));
    }

    private static DemandForecast judged(DemandForecast forecast) {
        return Freshness.judged(List.of(forecast), STALE_AFTER, NOON).getFirst();
    }

    /// Of eight minutes.
    private static DemandForecast beginning(Instant from) {
        DemandForecast f = scene().forecast(0, 0).facts().forecasts().getFirst();
        return new DemandForecast(
                f.series(), 1, from, f.step(), f.quantiles(), f.model(), true, "", f.typical());
    }

    private static ScalingFacts with(ScalingFacts facts, List<DemandForecast> forecasts) {
        return new ScalingFacts(
                facts.pools(),
                facts.nodes(),
                facts.shortfalls(),
                forecasts,
                facts.offers(),
                facts.refusals());
    }

    private static ScalingPlan plan(ScalingFacts facts) {
        return ScalingPlanner.plan(facts, ScalingPolicy.DEFAULTS, Scene.DECISION, NOON);
    }

    private static List<ScalingPlan.Step> steps(ScalingFacts facts) {
        return plan(facts).steps();
    }
}
