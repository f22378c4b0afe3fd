package io.headroom.engine.forecast.model;

import java.util.List;

import org.hipparchus.analysis.MultivariateFunction;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.hipparchus.optim.nonlinear.scalar.noderiv.SimplexOptimizer;

import io.headroom.engine.forecast.model.series.Profiles;
import io.headroom.engine.forecast.model.series.Scale;
import io.headroom.engine.forecast.model.series.Series;

/// Exponential smoothing: a level, a damped trend, a profile for each season, and a carry-over of the last error.
///
/// All components are updated by the one-step error, so that a pass costs a few operations a step
/// whatever the number of seasons.
public record Smoothing(Scale scale) implements Model {
    private static final int ALPHA = 0;
    private static final int BETA = 1;
    private static final int PHI = 2;
    private static final int CARRY = 3;
    private static final int GAMMA = 4;

    @Override
    public String name() {
        return "smoothing" + scale.suffix;
    }

    @Override
    public boolean suits(Series series, int end) {
        return end >= 8;
    }

    @Override
    public double[] fit(Series series, int end, int horizon) {
        int seasons = usable(series, end);
        double[] start = new double[GAMMA + seasons];
        start[ALPHA] = -2;
        start[BETA] = -4;
        start[PHI] = 2.5;
        start[CARRY] = 0;
        for (int i = 0; i < seasons; i++) {
            start[GAMMA + i] = -2;
        }
        State scratch = new State(series, end, end, seasons, scale);
        MultivariateFunction loss = point -> scratch.loss(bounded(point), end) + penalty(point);
        double[] best =
                new SimplexOptimizer(1e-4, 1e-12)
                        .optimize(
                                new MaxEval(2000),
                                new ObjectiveFunction(loss),
                                GoalType.MINIMIZE,
                                new InitialGuess(start),
                                new NelderMeadSimplex(start.length, 0.8))
                        .getPoint();
        return bounded(best);
    }

    private static double penalty(double[] point) {
        double sum = 0;
        for (double p : point) {
            sum += p * p;
        }
        return 1e-9 * sum;
    }

    static int usable(Series series, int end) {
        int seasons = 0;
        while (seasons < series.seasonCount() && 2 * series.season(seasons) <= end) {
            seasons++;
        }
        return seasons;
    }

    /// Each parameter within the range in which the recursion is stable.
    private static double[] bounded(double[] point) {
        double[] p = new double[point.length];
        for (int i = 0; i < p.length; i++) {
            p[i] = 1 / (1 + Math.exp(-point[i]));
        }
        p[BETA] *= 0.3;
        p[PHI] = 0.8 + 0.2 * p[PHI];
        p[CARRY] = 2 * p[CARRY] - 1;
        return p;
    }

    @Override
    public double[] path(double[] parameters, Series series, int end, int horizon) {
        return paths(parameters, series, List.of(end), horizon)[0];
    }

    @Override
    public double[][] paths(
            double[] parameters, Series series, List<Integer> origins, int horizon) {
        State state =
                new State(
                        series,
                        origins.getLast(),
                        origins.getFirst(),
                        parameters.length - GAMMA,
                        scale);
        double[][] paths = new double[origins.size()][];
        int reached = 0;
        state.begin();
        for (int i = 0; i < paths.length; i++) {
            state.run(parameters, reached, origins.get(i));
            reached = origins.get(i);
            paths[i] = state.ahead(parameters, reached, horizon);
        }
        return paths;
    }

    /// The components on their way through the history.
    private static final class State {
        private final double[] y;
        private final boolean[] known;
        private final Scale scale;
        private final int[] lengths;
        private final double[][] initial;
        private final double[][] profiles;
        private double level;
        private double trend;
        private double error;
        private final double initialLevel;

        State(Series series, int end, int first, int seasons, Scale scale) {
            this.scale = scale;
            y = series.on(scale);
            known = new boolean[end];
            for (int i = 0; i < end; i++) {
                known[i] = series.isKnown(i);
            }
            lengths = new int[seasons];
            initial = new double[seasons][];
            profiles = new double[seasons][];
            int window =
                    seasons == 0 ? Math.min(first, 8) : Math.min(first, series.season(seasons - 1));
            double sum = 0;
            for (int i = 0; i < window; i++) sum += y[i];
            initialLevel = sum / window;
            double[] rest = new double[Math.min(first, 2 * window)];
            for (int i = 0; i < rest.length; i++) {
                rest[i] = y[i] - initialLevel;
            }
            for (int s = 0; s < seasons; s++) {
                int m = series.season(s);
                lengths[s] = m;
                initial[s] = Profiles.mean(rest, m);
                profiles[s] = new double[m];
                for (int i = 0; i < rest.length; i++) {
                    rest[i] -= initial[s][i % m];
                }
            }
        }

        double loss(double[] p, int end) {
            begin();
            return Math.log(run(p, 0, end) / end + 1e-12);
        }

        void begin() {
            level = initialLevel;
            trend = 0;
            error = 0;
            for (int s = 0; s < lengths.length; s++) {
                System.arraycopy(initial[s], 0, profiles[s], 0, lengths[s]);
            }
        }

        double run(double[] p, int from, int end) {
            int[] phase = new int[lengths.length];
            double[] learning = new double[lengths.length];
            for (int s = 0; s < phase.length; s++) {
                phase[s] = from % lengths[s];
                learning[s] = p[GAMMA + s] * (1 - p[ALPHA]);
            }
            // Local, so that they stay in registers: this loop is run a thousand times a fit.
            double alpha = p[ALPHA];
            double trendStep = p[BETA] * p[ALPHA];
            double phi = p[PHI];
            double carry = p[CARRY];
            double l = level;
            double t = trend;
            double off = error;
            double loss = 0;
            for (int i = from; i < end; i++) {
                double base = l + phi * t;
                double seasonal = 0;
                for (int s = 0; s < phase.length; s++) {
                    seasonal += profiles[s][phase[s]];
                }
                double left = known[i] ? y[i] - base - seasonal : carry * off;
                double e = known[i] ? left - carry * off : 0;
                loss += e * e;
                t = phi * t + trendStep * e;
                l = base + alpha * e;
                for (int s = 0; s < phase.length; s++) {
                    profiles[s][phase[s]] += learning[s] * e;
                    if (++phase[s] == lengths[s]) phase[s] = 0;
                }
                off = left;
            }
            level = l;
            trend = t;
            error = off;
            return loss;
        }

        double[] ahead(double[] p, int end, int horizon) {
            double[] path = new double[horizon];
            double base = level;
            double slope = trend;
            double carried = error;
            for (int h = 0; h < horizon; h++) {
                slope *= p[PHI];
                base += slope;
                carried *= p[CARRY];
                double v = base + carried;
                for (int s = 0; s < lengths.length; s++) {
                    v += profiles[s][(end + h) % lengths[s]];
                }
                path[h] = scale.back(v);
            }
            return path;
        }
    }
}
