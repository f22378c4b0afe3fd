package io.headroom.engine.forecast.model;

import java.util.List;
import java.util.Optional;

/// The models there are.
public final class Models {
    public static final List<Model> ALL =
            List.of(
                    new Naive(),
                    new SeasonalNaive(0),
                    new SeasonalNaive(1),
                    new Smoothing(false),
                    new Smoothing(true),
                    new Theta(),
                    new LagRegression(false),
                    new LagRegression(true),
                    new PhaseRegression(false),
                    new PhaseRegression(true),
                    new Intermittent(),
                    new Burst());

    private Models() {}

    public static Optional<Model> named(String name) {
        return ALL.stream().filter(model -> model.name().equals(name)).findFirst();
    }
}
