package io.headroom.engine.scaling;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.engine.forecast.ForecastPolicy;
import io.headroom.engine.forecast.demand.DemandHistory;
import io.headroom.engine.forecast.outlook.Announcement;
import io.headroom.engine.forecast.outlook.ExtraDemand;
import io.headroom.engine.forecast.outlook.Outlook;
import io.headroom.engine.forecast.outlook.Signals;
import io.headroom.engine.scaling.fact.ScalingPlan;

import static io.headroom.engine.scaling.Scene.EIGHT;
import static io.headroom.engine.scaling.Scene.NOON;
import static io.headroom.engine.scaling.Scene.scene;
import static org.assertj.core.api.Assertions.assertThat;

/// Demand that is announced for a lane that never wanted anything is bought for when a node bought now would be ready for it, and not before.
class SignalsAreBoughtForTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void two_hundred_gpus_are_bought_a_boot_ahead_and_not_sooner() {
        assertThat(bought(Duration.ofMinutes(4))).isEqualTo(25);
        assertThat(bought(Duration.ofMinutes(20))).isZero();
    }

    private static long bought(Duration until) {
        Scene lane = scene().pool("p", 0, 100).offer("p", EIGHT, "24");
        lane.forecasts.add(announced(NOON.plus(until)));
        return lane.plan().steps().stream().filter(ScalingPlan.Step.Buy.class::isInstance).count();
    }

    private static DemandForecast announced(Instant from) {
        Outlook nothing =
                Outlook.ofNothing(
                        "default/H100", NOON, MINUTE, 60, ForecastPolicy.DEFAULT.levels());
        DemandHistory never = new DemandHistory("default/H100", NOON, MINUTE, new double[0]);
        ExtraDemand extra = new ExtraDemand(from, from.plus(Duration.ofHours(6)), 200, 0.9);
        return Announcement.of(Signals.heard(nothing, never, List.of(extra)), 1)
                .with(new Shape(List.of(GpuModel.H100), 1, Shape.WHOLE, 0, 0, 0));
    }
}
