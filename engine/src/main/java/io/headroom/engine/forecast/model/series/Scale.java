package io.headroom.engine.forecast.model.series;

/// On what scale a model adds things up: what is a step for one series is a factor for another.
public enum Scale {
    PLAIN("") {
        @Override
        public double of(double demand) {
            return demand;
        }

        @Override
        public double back(double value) {
            return value;
        }
    },
    /// Counts vary with the root of their mean.
    ROOT("-root") {
        @Override
        public double of(double demand) {
            return Math.sqrt(demand);
        }

        @Override
        public double back(double value) {
            return value > 0 ? value * value : 0;
        }
    },
    LOG("-log") {
        @Override
        public double of(double demand) {
            // Demand is far from where log1p would be sharper, and this is five times as fast.
            return Math.log(1 + demand);
        }

        @Override
        public double back(double value) {
            return Math.exp(Math.min(value, 30)) - 1;
        }
    };

    public final String suffix;

    Scale(String suffix) {
        this.suffix = suffix;
    }

    public abstract double of(double demand);

    public abstract double back(double value);
}
