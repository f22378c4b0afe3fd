package io.headroom.engine.forecast;

import java.util.List;
import java.util.OptionalDouble;

import org.junit.jupiter.api.Test;

import io.headroom.engine.forecast.outlook.Accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/// The formulas, worked out by hand.
class AccuracyTest {

    private static final List<Double> LEVELS = List.of(0.1, 0.5, 0.9);

    private static final OptionalDouble UNKNOWN = OptionalDouble.empty();

    @Test
    void the_loss_of_a_quantile_weighs_what_lies_above_it_by_its_level() {
        // Twice: 0.1 x (10 - 2), 0.5 x (10 - 6), 0.1 x (12 - 10); their mean over a demand of 10.
        assertThat(scored(10, 2, 6, 12).weightedQuantileLoss().orElseThrow())
                .isCloseTo(2 * (0.8 + 2 + 0.2) / 3 / 10, within(1e-12));
    }

    @Test
    void coverage_counts_what_each_quantile_was_not_exceeded_by() {
        Accuracy both = scored(10, 2, 6, 12).plus(scored(1, 2, 6, 12));
        assertThat(both.coverage()).containsExactly(0.5, 0.5, 1.0);
        assertThat(both.steps()).isEqualTo(2);
    }

    @Test
    void an_interval_holds_what_lies_on_its_edge() {
        assertThat(Accuracy.shares(LEVELS)).containsExactly(0.8);
        Accuracy none = scored(0, 0, 0, 0);
        assertThat(none.held()).containsExactly(1.0);
        assertThat(none.plus(scored(13, 2, 6, 12)).held()).containsExactly(0.5);
    }

    @Test
    void errors_are_compared_only_where_seasonal_naive_has_something_to_say() {
        Accuracy compared =
                Accuracy.step(
                        LEVELS,
                        List.of(2.0, 6.0, 12.0),
                        10,
                        OptionalDouble.of(9),
                        OptionalDouble.of(2));
        Accuracy both = compared.plus(scored(100, 2, 6, 12));
        assertThat(both.againstSeasonalNaive()).hasValue(0.5);
        assertThat(both.againstAsNow()).hasValue(98);
        assertThat(scored(10, 2, 6, 12).againstSeasonalNaive()).isEmpty();
    }

    @Test
    void a_series_that_wants_nothing_has_no_ratio_and_no_division_by_nought() {
        Accuracy nothing = scored(0, 0, 0, 1);
        assertThat(nothing.weightedQuantileLoss()).isEmpty();
        assertThat(nothing.errorRatio()).isEmpty();
        assertThat(Accuracy.none(LEVELS).coverage()).containsExactly(0.0, 0.0, 0.0);
    }

    @Test
    void what_is_kept_is_what_was_there() {
        Accuracy one = scored(10, 2, 6, 12);
        Accuracy again = Accuracy.of(LEVELS, one.toArray());
        assertThat(again.toArray()).isEqualTo(one.toArray());
        assertThatThrownBy(() -> Accuracy.of(List.of(0.5), one.toArray()))
                .hasMessageContaining("sums");
        assertThatThrownBy(() -> one.plus(Accuracy.none(List.of(0.5))))
                .hasMessageContaining("levels");
    }

    private static Accuracy scored(double truth, double low, double median, double high) {
        return Accuracy.step(LEVELS, List.of(low, median, high), truth, UNKNOWN, UNKNOWN);
    }
}
