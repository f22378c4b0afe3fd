package io.headroom.engine.placement;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.contracts.forecast.SeriesKey;
import io.headroom.engine.fleet.Fleet;
import io.headroom.engine.placement.PlacementPolicy.Typical;

import static io.headroom.engine.builders.FleetBuilder.aFleet;
import static io.headroom.engine.builders.NodeBuilder.nodes;
import static io.headroom.engine.builders.WorkloadBuilder.NOON;
import static io.headroom.engine.builders.WorkloadBuilder.aWorkload;
import static io.headroom.engine.builders.WorkloadBuilder.queueOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ForeseenTest {

    private static final Duration STEP = Duration.ofMinutes(5);
    private static final Shape USUAL = new Shape(List.of(), 1, Shape.WHOLE, 0, 8_000, 32_768);
    private static final PlacementFacts NOTHING = PlacementFacts.of(aFleet().build(), queueOf());

    /// So many GPUs for a day.
    private static DemandForecast forecast(double gpus, Instant from, boolean usable) {
        return forecast(Collections.nCopies(288, gpus), from, usable, USUAL);
    }

    private static DemandForecast forecast(
            List<Double> path, Instant from, boolean usable, @Nullable Shape typical) {
        TreeMap<String, List<Double>> quantiles = new TreeMap<>();
        quantiles.put("0.5", path);
        quantiles.put("0.9", path.stream().map(p -> p * 2).toList());
        return new DemandForecast(
                new SeriesKey("default", "any"),
                1,
                from,
                STEP,
                quantiles,
                "theta",
                usable,
                "",
                typical);
    }

    private static List<Typical> mix(PlacementFacts facts, DemandForecast... forecasts) {
        return Foreseen.mix(List.of(forecasts), facts, NOON);
    }

    @Test
    void what_nothing_is_there_of_comes_in_its_average_shape() {
        assertThat(mix(NOTHING, forecast(30, NOON, true)))
                .containsExactly(new Typical("default", USUAL, 30));
    }

    @Test
    void what_is_there_shows_in_which_shapes_more_will_come_and_counts_against_it() {
        var large = aWorkload().needing(4);
        var small = aWorkload().sharing(500, 0);
        Fleet fleet = aFleet().with(nodes().holding(large, 0, 1, 2, 3)).build();
        // 4 run, 1 waits, 15 are expected: 10 more, of which 8 in GPUs by fours and 2 by halves.
        List<Typical> mix =
                mix(
                        PlacementFacts.of(fleet, queueOf(small.withReplicas(2))),
                        forecast(15, NOON, true));

        assertThat(mix).hasSize(2);
        assertThat(weight(mix, 4)).isCloseTo(2, within(1e-9));
        assertThat(weight(mix, 1)).isCloseTo(4, within(1e-9));
    }

    private static double weight(List<Typical> mix, int gpus) {
        return mix.stream()
                .filter(one -> one.shape().gpus() == gpus)
                .mapToDouble(Typical::weight)
                .sum();
    }

    @Test
    void no_more_than_is_there_is_nothing_more() {
        PlacementFacts facts =
                PlacementFacts.of(
                        aFleet().build(), queueOf(aWorkload().needing(8).withReplicas(4)));

        assertThat(mix(facts, forecast(32, NOON, true))).isEmpty();
    }

    @Test
    void what_is_not_usable_or_over_or_says_nothing_of_its_shape_counts_for_nothing() {
        Instant theDayBefore = NOON.minus(Duration.ofDays(1)).minus(STEP);

        assertThat(mix(NOTHING, forecast(30, NOON, false))).isEmpty();
        assertThat(mix(NOTHING, forecast(30, theDayBefore, true))).isEmpty();
        assertThat(mix(NOTHING, forecast(Collections.nCopies(288, 30.0), NOON, true, null)))
                .isEmpty();
    }

    @Test
    void only_the_hour_ahead_counts() {
        List<Double> rising = new ArrayList<>(Collections.nCopies(12, 5.0));
        rising.addAll(Collections.nCopies(12, 500.0));
        // An hour of it has passed.
        DemandForecast later = forecast(rising, NOON.minus(Duration.ofHours(1)), true, USUAL);

        assertThat(mix(NOTHING, forecast(rising, NOON, true, USUAL)))
                .containsExactly(new Typical("default", USUAL, 5));
        assertThat(mix(NOTHING, later)).containsExactly(new Typical("default", USUAL, 500));
    }
}
