package io.headroom.engine.forecast.model;

/// On what scale a model adds things up: what is a step for one series is a factor for another.
public enum Scale {
    PLAIN("") {
        @Override
        double of(double demand) {
            return demand;
        }

        @Override
        double back(double value) {
            return value;
        }
    },
    /// Counts vary with the root of their mean.
    ROOT("-root") {
        @Override
        double of(double demand) {
            return Math.sqrt(demand);
        }

        @Override
        double back(double value) {
            return value > 0 ? value * value : 0;
        }
    },
    LOG("-log") {
        @Override
        double of(double demand) {
            // Demand is far from where log1p would be sharper, and this is five times as fast.
            return Math.log(1 + demand);
        }

        @Override
        double back(double value) {
            return Math.exp(Math.min(value, 30)) - 1;
        }
    };

    final String suffix;

    Scale(String suffix) {
        this.suffix = suffix;
    }

    abstract double of(double demand);

    abstract double back(double value);
}
