package io.headroom.engine.scaling.worth;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.node.KeptFor;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.WarmSpec;
import io.headroom.contracts.pool.WarmSpec.WarmState;
import io.headroom.engine.scaling.WarmScene;
import io.headroom.engine.scaling.fact.ScalingPlan;
import io.headroom.engine.scaling.fact.ScalingPlan.Step;

import static io.headroom.engine.scaling.Scene.ONE;
import static io.headroom.engine.scaling.WarmScene.pool;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// An idle node is kept for what another one would cost: one that is woken, where it would be stopped.
class AnotherTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOURS = Duration.ofHours(3);

    @Test
    void one_piece_of_long_work_waits_for_a_wake() {
        assertThat(Another.woken(MINUTE, HOURS)).isEqualTo(new Another(MINUTE, MINUTE));
        assertThat(Another.woken(MINUTE, MINUTE)).isEqualTo(new Another(MINUTE, MINUTE));
    }

    @Test
    void short_work_queues_up_and_each_piece_waits_for_the_wake() {
        assertThat(Another.woken(MINUTE, Duration.ofSeconds(15)))
                .isEqualTo(new Another(MINUTE, Duration.ofMinutes(4)));
    }

    @Test
    void what_idles_is_paid_for_the_lead_and_what_waits_by_the_policy() {
        assertThat(new Another(MINUTE, Duration.ofMinutes(4)).costs(10, 6))
                .isCloseTo((10 * 1 + 6 * 4) / 60.0, within(1e-9));
    }

    @Test
    void where_nothing_is_stopped_it_is_kept_for_a_boot() {
        // A minute's idling at $10, over four minutes of wait at $6 and of boot at $10: less than a
        // chance of 0.2.
        assertThat(idleKept(stoppable(20).forecast(likely()))).hasSize(1);
    }

    @Test
    void where_one_is_a_wake_away_it_is_not_kept_for_a_boot() {
        assertThat(beside(MINUTE, 20).running(10, HOURS).plan().steps())
                .singleElement()
                .isInstanceOf(Step.Stop.class);
    }

    @Test
    void where_nobody_knows_how_long_the_work_runs_it_is_kept_for_a_boot() {
        assertThat(idleKept(beside(MINUTE, 20))).hasSize(1);
    }

    @Test
    void for_short_work_it_is_kept_longer() {
        // A minute at $10, over a wake of two minutes at $10 and two pieces that wait so long at
        // $6.
        assertThat(beside(Duration.ofMinutes(2), 20).running(10, HOURS).plan().steps()).hasSize(1);
        assertThat(idleKept(beside(Duration.ofMinutes(2), 20).running(10, MINUTE)))
                .singleElement()
                .satisfies(
                        kept -> {
                            KeptFor.ForeseenDemand why = (KeptFor.ForeseenDemand) kept.why();
                            assertThat(why.leadTime()).isEqualTo(Duration.ofMinutes(2));
                            assertThat(why.enough())
                                    .isCloseTo(10.0 / (2 * 10 + 4 * 6), within(0.001));
                        });
    }

    @Test
    void it_is_never_kept_for_more_than_a_boot() {
        assertThat(idleKept(beside(Duration.ofMinutes(2), 20).running(10, Duration.ofSeconds(1))))
                .singleElement()
                .extracting(kept -> ((KeptFor.ForeseenDemand) kept.why()).leadTime())
                .isEqualTo(Duration.ofMinutes(4));
    }

    @Test
    void one_that_would_be_ended_is_kept_for_a_boot() {
        assertThat(idleKept(beside(MINUTE, 1).running(10, HOURS)))
                .as("no room to stop it")
                .hasSize(1);
        assertThat(
                        idleKept(
                                stoppable(20)
                                        .lastIs(CapacityType.SPOT)
                                        .warm(ONE, Duration.ofMinutes(5))
                                        .wakeOffer("10", MINUTE)
                                        .running(10, HOURS)
                                        .forecast(likely())))
                .as("spot")
                .hasSize(1);
    }

    /// Why the idle one stays; the stopped one beside it has a reason of its own.
    private static List<ScalingPlan.Kept> idleKept(WarmScene scene) {
        return scene.plan().kept().stream()
                .filter(kept -> !(kept.why() instanceof KeptFor.Stopped))
                .toList();
    }

    private static WarmScene stoppable(int most) {
        return pool(0, 50, new WarmSpec(most, List.of(WarmState.STOPPED)))
                .offer(ONE, "10")
                .idle(ONE, Duration.ofMinutes(30));
    }

    /// One idle beside one stopped.
    private static WarmScene beside(Duration wake, int most) {
        return stoppable(most)
                .warm(ONE, Duration.ofMinutes(5))
                .wakeOffer("10", wake)
                .forecast(likely());
    }

    /// A GPU is wanted with a chance of 0.25.
    private static SortedMap<String, List<Double>> likely() {
        TreeMap<String, List<Double>> quantiles = new TreeMap<>();
        quantiles.put("0.75", Collections.nCopies(8, 0.0));
        quantiles.put("0.9", Collections.nCopies(8, 5.0));
        return quantiles;
    }
}
