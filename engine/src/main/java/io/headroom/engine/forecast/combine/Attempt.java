package io.headroom.engine.forecast.combine;

import io.headroom.engine.forecast.model.Model;

/// What one model learned and what it would have said at each origin.
public final class Attempt {
    private final Model model;
    private final double[] parameters;
    private final double[][] paths;
    private final double error;

    Attempt(Model model, double[] parameters, double[][] paths, double error) {
        this.model = model;
        this.parameters = parameters;
        this.paths = paths;
        this.error = error;
    }

    public Model model() {
        return model;
    }

    /// Mean absolute error, the recent ones more.
    public double error() {
        return error;
    }

    public double value(int origin, int h) {
        return paths[origin][h];
    }

    double[] parameters() {
        return parameters.clone();
    }
}
