package io.headroom.engine.scaling.worth;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.engine.scaling.Scene;
import io.headroom.engine.scaling.fact.Offer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// The rule weighs what a lead time's wait costs against what a GPU too many costs until it is given back.
class NewsvendorTest {

    private static final Duration KEEP_IDLE = Duration.ofMinutes(5);

    @Test
    void a_lead_time_of_waiting_stands_against_the_time_that_one_too_many_is_paid() {
        Offer offer = offer(Scene.ONE, "3", Duration.ofMinutes(4), Duration.ofMinutes(1));

        // $6 an hour for 4 minutes; $3 an hour for 4 minutes of boot, 5 idle and 1 to terminate.
        assertThat(Newsvendor.quantile(offer, 6, KEEP_IDLE)).isCloseTo(0.4 / 0.9, within(1e-9));
    }

    @Test
    void a_longer_boot_and_a_dearer_wait_buy_more_surely() {
        double usual =
                quantile(offer(Scene.ONE, "3", Duration.ofMinutes(4), Duration.ofMinutes(1)));

        assertThat(quantile(offer(Scene.ONE, "3", Duration.ofMinutes(20), Duration.ofMinutes(1))))
                .isGreaterThan(usual);
        assertThat(quantile(offer(Scene.ONE, "9", Duration.ofMinutes(4), Duration.ofMinutes(1))))
                .isLessThan(usual);
    }

    @Test
    void an_hour_of_minimum_billing_makes_doubt_dear() {
        double usual =
                quantile(offer(Scene.ONE, "3", Duration.ofMinutes(4), Duration.ofMinutes(1)));

        assertThat(quantile(offer(Scene.ONE, "3", Duration.ofMinutes(4), Duration.ofHours(1))))
                .isLessThan(usual / 3);
    }

    @Test
    void a_node_counts_by_the_gpu() {
        assertThat(quantile(offer(Scene.EIGHT, "24", Duration.ofMinutes(4), Duration.ofMinutes(1))))
                .isEqualTo(
                        quantile(
                                offer(
                                        Scene.ONE,
                                        "3",
                                        Duration.ofMinutes(4),
                                        Duration.ofMinutes(1))));
    }

    @Test
    void the_further_away_a_use_is_the_likelier_it_must_be_to_keep_a_node_for_it() {
        Another boot = Another.bought(Duration.ofMinutes(4));
        Duration breakEven = Newsvendor.breakEven(3, boot, 6);

        assertThat(breakEven).isEqualTo(Duration.ofMinutes(12));
        assertThat(Newsvendor.chanceToKeep(3, boot, Duration.ofMinutes(1), 6))
                .isLessThan(Newsvendor.chanceToKeep(3, boot, Duration.ofMinutes(6), 6));
        assertThat(Newsvendor.chanceToKeep(3, boot, breakEven, 6)).isCloseTo(1, within(1e-9));
    }

    private static double quantile(Offer offer) {
        return Newsvendor.quantile(offer, 6, KEEP_IDLE);
    }

    private static Offer offer(
            NodeTemplate template, String price, Duration boot, Duration minimum) {
        return new Offer(
                "p",
                ProviderKind.AWS,
                "r",
                "ra",
                "",
                template,
                CapacityType.ON_DEMAND,
                Money.of(price),
                Money.of(price),
                minimum,
                Duration.ofMinutes(1),
                boot,
                0.9,
                0);
    }
}
