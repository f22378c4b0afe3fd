package io.headroom.engine.forecast.model;

import java.util.List;
import java.util.Optional;

import io.headroom.engine.forecast.model.series.Scale;

/// The models there are.
public final class Models {
    public static final List<Model> ALL =
            List.of(
                    new Naive(),
                    new SeasonalNaive(0),
                    new SeasonalNaive(1),
                    new Smoothing(Scale.PLAIN),
                    new Smoothing(Scale.LOG),
                    new Theta(),
                    new LagRegression(Scale.PLAIN),
                    new LagRegression(Scale.ROOT),
                    new LagRegression(Scale.LOG),
                    new PhaseRegression(Scale.PLAIN),
                    new PhaseRegression(Scale.ROOT),
                    new PhaseRegression(Scale.LOG),
                    new RateRegression(),
                    new Intermittent(),
                    new Burst());

    private Models() {}

    public static Optional<Model> named(String name) {
        return ALL.stream().filter(model -> model.name().equals(name)).findFirst();
    }
}
