package io.headroom.engine.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.headroom.engine.forecast.demand.ColdStart;
import io.headroom.engine.forecast.demand.DemandHistory;
import io.headroom.engine.forecast.outlook.Accuracy;
import io.headroom.engine.forecast.outlook.ExtraDemand;
import io.headroom.engine.forecast.outlook.Outlook;
import io.headroom.engine.forecast.outlook.QuantilePath;
import io.headroom.engine.forecast.outlook.Usability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class OutlookTest {
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void levels_between_those_kept_lie_between_their_values() {
        assertThat(outlook(4, 8).quantile(0.7, 0)).isCloseTo(6, within(1e-9));
    }

    @Test
    void quantiles_that_cross_are_refused() {
        assertThatThrownBy(() -> outlook(8, 4)).hasMessageContaining("cross");
    }

    @Test
    void a_certain_announcement_comes_on_top() {
        Outlook more = new ExtraDemand(NOON, NOON.plus(MINUTE), 200, 1).appliedTo(outlook(4, 8));
        assertThat(more.quantile(0.5, 0)).isCloseTo(204, within(0.1));
        assertThat(more.quantile(0.5, 1)).isEqualTo(4);
    }

    @Test
    void an_unlikely_announcement_reaches_only_the_quantiles_that_care() {
        Outlook more = new ExtraDemand(NOON, NOON.plus(MINUTE), 200, 0.2).appliedTo(outlook(4, 8));
        assertThat(more.quantile(0.5, 0)).isLessThan(10);
        assertThat(more.quantile(0.9, 0)).isGreaterThan(150);
    }

    @Test
    void absurd_announcements_are_refused() {
        assertThatThrownBy(() -> new ExtraDemand(NOON, NOON.plus(MINUTE), 1e9, 1))
                .hasMessageContaining("extra");
        assertThatThrownBy(() -> new ExtraDemand(NOON, NOON, 1, 1))
                .hasMessageContaining("end after");
    }

    @Test
    void a_young_series_borrows_the_past_of_its_class() {
        DemandHistory ofClass =
                new DemandHistory("class", NOON, MINUTE, new double[] {10, 20, 10, 20, 10, 20});
        DemandHistory own =
                new DemandHistory(
                        "own", NOON.plus(MINUTE.multipliedBy(4)), MINUTE, new double[] {20, 40});
        DemandHistory whole = ColdStart.completed(own, ofClass);
        assertThat(whole.size()).isEqualTo(6);
        assertThat(whole.value(5)).isEqualTo(40);
        assertThat(whole.value(0)).isBetween(10.0, 20.0);
        assertThat(whole.series()).isEqualTo("own");
    }

    @Test
    void a_forecast_is_scored_when_the_truth_is_there() {
        DemandHistory truth =
                new DemandHistory("s", NOON.minus(MINUTE), MINUTE, new double[] {6, 5, 9});
        Accuracy accuracy = Accuracy.of(outlook(4, 8), truth, 1, 0, 2);
        assertThat(accuracy.steps()).isEqualTo(2);
        assertThat(accuracy.coverage(0.9)).isEqualTo(0.5);
        assertThat(accuracy.againstSeasonalNaive()).isEqualTo(1.5);
        assertThat(accuracy.weightedQuantileLoss()).isGreaterThan(0);
    }

    private static Outlook outlook(double half, double high) {
        return new Outlook(
                "s",
                NOON,
                MINUTE,
                List.of(
                        new QuantilePath(0.5, List.of(half, half)),
                        new QuantilePath(0.9, List.of(high, high))),
                "by hand",
                new Usability.Usable());
    }
}
