package io.headroom.engine.scaling;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.KeptFor;
import io.headroom.engine.scaling.fact.ScalingPlan;

import static io.headroom.engine.scaling.Scene.NOON;
import static io.headroom.engine.scaling.Scene.ONE;
import static io.headroom.engine.scaling.Scene.scene;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// What stays although nothing runs on it says why, and what goes is not among it.
class KeptNodesTest {

    @Test
    void one_that_is_empty_for_a_short_time_says_when_it_is_looked_at() {
        Instant since = NOON.minusSeconds(60);
        assertThat(why(scene().pool("p", 0, 10).idle("p", ONE, Duration.ofMinutes(1))))
                .isEqualTo(new KeptFor.TooSoon(since, since.plus(Duration.ofMinutes(5))));
    }

    @Test
    void one_that_could_hold_what_waits_names_it() {
        KeptFor why =
                why(scene().pool("p", 0, 1).idle("p", ONE, Duration.ofMinutes(10)).waiting(3, 1));
        assertThat(why).isInstanceOf(KeptFor.WaitingWork.class);
        assertThat(why.message()).startsWith("3 replica(s) of").contains("H100");
    }

    @Test
    void one_that_the_minimum_asks_for_names_the_pool() {
        assertThat(why(scene().pool("p", 1, 10).idle("p", ONE, Duration.ofMinutes(10))))
                .isEqualTo(new KeptFor.PoolMinimum("p", 1));
    }

    @Test
    void one_that_a_forecast_asks_for_says_how_sure_it_is_and_what_would_change_it() {
        Scene scene =
                scene().pool("p", 0, 10)
                        .offer("p", ONE, "10")
                        .idle("p", ONE, Duration.ofMinutes(10))
                        .forecast(0.9, 1);
        KeptFor.ForeseenDemand why = (KeptFor.ForeseenDemand) why(scene);
        // $10 for a minute's idling, over four minutes of wait at $6 and of boot at $10.
        assertThat(why.enough()).isCloseTo(10.0 / 64, within(0.001));
        assertThat(why.chance()).isGreaterThan(why.enough());
        assertThat(why.quantile()).isCloseTo(1 - why.chance(), within(1e-9));
        assertThat(why.leadTime()).isEqualTo(Duration.ofMinutes(4));
        assertThat(why.pricePerGpuHour()).isEqualTo(Money.of("10"));
        assertThat(why.until()).isAfter(NOON).isBeforeOrEqualTo(NOON.plusSeconds(120));
        assertThat(why.message()).contains("It goes once the chance is below 0.16");
    }

    @Test
    void the_dearest_price_is_the_one_at_which_it_goes() {
        TreeMap<String, List<Double>> unlikely = new TreeMap<>();
        unlikely.put("0.8", Collections.nCopies(8, 0.0));
        unlikely.put("0.9", Collections.nCopies(8, 5.0));
        KeptFor.ForeseenDemand why =
                (KeptFor.ForeseenDemand)
                        why(
                                scene().pool("p", 0, 10)
                                        .offer("p", ONE, "10")
                                        .idle("p", ONE, Duration.ofMinutes(10))
                                        .forecast(unlikely));
        assertThat(why.chance()).isEqualTo(0.2);
        // A minute's idling at $24 is a fifth of four minutes of wait at $6 and of boot at $24.
        Money dearest = Objects.requireNonNull(why.dearest());
        assertThat(dearest.micros()).isCloseTo(24_000_000L, within(1_000L));
    }

    @Test
    void what_goes_is_kept_for_nothing_and_what_runs_neither() {
        assertThat(
                        scene().pool("p", 0, 10)
                                .offer("p", ONE, "10")
                                .idle("p", ONE, Duration.ofMinutes(10))
                                .plan()
                                .kept())
                .isEmpty();
    }

    private static KeptFor why(Scene scene) {
        ScalingPlan plan = scene.plan();
        assertThat(plan.kept()).hasSize(1);
        return plan.kept().getFirst().why();
    }
}
