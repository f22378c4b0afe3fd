package io.headroom.engine.forecast.combine;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.headroom.engine.forecast.model.LagRegression;
import io.headroom.engine.forecast.model.Model;
import io.headroom.engine.forecast.model.Naive;
import io.headroom.engine.forecast.model.Theta;
import io.headroom.engine.forecast.model.series.Scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class CombinationTest {
    @Test
    void three_variants_of_one_model_do_not_outvote_another_that_is_as_good() {
        double[] weights =
                Combination.weights(
                        List.of(
                                attempt(new Theta(), 1),
                                attempt(new LagRegression(Scale.PLAIN), 1),
                                attempt(new LagRegression(Scale.ROOT), 1),
                                attempt(new LagRegression(Scale.LOG), 1)),
                        2,
                        4);
        double lag = weights[1] + weights[2] + weights[3];
        assertThat(weights[0] + lag).isCloseTo(1, within(1e-12));
        assertThat(lag / weights[0]).isCloseTo(Math.sqrt(3), within(1e-9));
    }

    @Test
    void what_loses_to_the_reference_has_no_say() {
        double[] weights =
                Combination.weights(
                        List.of(attempt(new Theta(), 1), attempt(new Naive(), 3)), 2, 4);
        assertThat(weights).containsExactly(1, 0);
    }

    private static Attempt attempt(Model model, double error) {
        return new Attempt(model, new double[0], new double[0][], error);
    }
}
