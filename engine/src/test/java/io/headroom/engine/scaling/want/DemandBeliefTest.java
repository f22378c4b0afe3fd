package io.headroom.engine.scaling.want;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// How far arrivals in the queue move what a forecast says. Where a replica is one GPU and runs for `runs` seconds, n that came in
/// `watched` seconds would keep n x runs / watched GPUs busy.
class DemandBeliefTest {

    @Test
    void nothing_seen_changes_nothing() {
        assertThat(new DemandBelief(16, 20).having(0, 0, 0)).isEqualTo(16);
    }

    @Test
    void three_in_a_second_of_five_minutes_each_hardly_move_a_forecast_that_is_sure() {
        assertThat(belief(16, 18, 3, 300, 1)).isCloseTo(18.5, within(0.5));
    }

    @Test
    void they_move_one_that_is_not_sure_further() {
        assertThat(belief(16, 40, 3, 300, 1)).isGreaterThan(1.5 * belief(16, 18, 3, 300, 1));
    }

    @Test
    void thousands_are_believed_wholly() {
        assertThat(belief(300, 1000, 1000, 27, 27)).isCloseTo(1000, within(10.0));
    }

    @Test
    void where_nothing_was_foreseen_arrivals_count_as_what_they_are() {
        assertThat(belief(0, 0, 30, 30, 30)).isBetween(10.0, 30.0);
        assertThat(belief(0, 50, 30, 30, 30)).isBetween(25.0, 30.0);
    }

    @Test
    void eighths_of_a_gpu_are_as_many_arrivals_and_an_eighth_of_the_demand() {
        double whole = new DemandBelief(16, 40).having(100, 100, 200);

        assertThat(new DemandBelief(2, 5).having(100, 12.5, 25)).isCloseTo(whole / 8, within(1e-9));
    }

    @Property
    boolean the_more_came_the_more_is_wanted(
            @ForAll @DoubleRange(max = 3000) double median,
            @ForAll @DoubleRange(min = 1, max = 20) double doubt,
            @ForAll @IntRange(max = 5000) int arrived,
            @ForAll @IntRange(min = 1, max = 500) int more,
            @ForAll @DoubleRange(min = 1, max = 7200) double runs,
            @ForAll @DoubleRange(min = 0.01, max = 600) double watched) {
        double high = median * doubt;
        double few = belief(median, high, arrived, runs, watched);
        return belief(median, high, arrived + more, runs, watched) >= few - 1e-9 * few;
    }

    @Property
    boolean it_lies_between_the_forecast_and_what_the_queue_says(
            @ForAll @DoubleRange(max = 3000) double median,
            @ForAll @DoubleRange(min = 1, max = 20) double doubt,
            @ForAll @IntRange(min = 1, max = 5000) int arrived,
            @ForAll @DoubleRange(min = 1, max = 7200) double runs,
            @ForAll @DoubleRange(min = 0.01, max = 600) double watched) {
        double high = median * doubt;
        double wanted = belief(median, high, arrived, runs, watched);
        // The mean of a gamma lies above its median, and below its ninth decile where that is
        // above the median.
        return wanted >= median && wanted <= Math.max(arrived * runs / watched, 2 * high + 1);
    }

    @Property
    boolean a_few_move_a_sure_forecast_by_a_few(
            @ForAll @DoubleRange(min = 10, max = 3000) double median,
            @ForAll @IntRange(max = 20) int arrived,
            @ForAll @DoubleRange(min = 1, max = 7200) double runs,
            @ForAll @DoubleRange(min = 0.01, max = 600) double watched) {
        return belief(median, median, arrived, runs, watched) <= median + arrived;
    }

    @Property
    boolean it_is_a_number_of_gpus(
            @ForAll @DoubleRange(max = 1e6) double median,
            @ForAll @DoubleRange(max = 1e6) double high,
            @ForAll @IntRange(max = 1_000_000) int arrived,
            @ForAll @DoubleRange(min = 0.01, max = 1e6) double runs,
            @ForAll @DoubleRange(min = 0.01, max = 1e6) double watched) {
        double wanted = belief(median, Math.max(median, high), arrived, runs, watched);
        return wanted >= 0 && wanted < Double.POSITIVE_INFINITY;
    }

    private static double belief(
            double median, double high, int arrived, double runs, double watched) {
        return new DemandBelief(median, high).having(arrived, arrived, arrived * runs / watched);
    }
}
