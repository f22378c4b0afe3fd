package io.headroom.engine.scaling.fact;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import io.headroom.contracts.capacity.CapacityShortfall;
import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.capacity.HeldBack;
import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.pool.NodeTemplate;

/// What a lane has and what a forecast says it will need, in GPUs.
public final class LaneCapacity {

    private LaneCapacity() {}

    /// Whether a series' allowed models (one word, see `Shape.modelsLabel`) include a model.
    public static boolean allows(String modelsLabel, GpuModel model) {
        return modelsLabel.equals("any")
                || ("+" + modelsLabel + "+").contains("+" + model.label() + "+");
    }

    public static boolean serves(NodeFact fact, DemandForecast forecast) {
        return fact.node().lane().equals(forecast.series().lane())
                && allows(forecast.series().models(), fact.node().gpuModel());
    }

    /// GPUs of a lane's nodes that are up or on their way, as far as what usually goes with a GPU lets them be used.
    public static double gpus(List<NodeFact> nodes, DemandForecast forecast) {
        double gpus = 0;
        for (NodeFact fact : nodes) {
            NodeState state = fact.node().state();
            if (state.isUsable() && serves(fact, forecast)) {
                gpus += usable(fact.node().template(), forecast);
            }
        }
        return gpus;
    }

    /// GPUs of demand in the forecast's past, and so in its future, that no capacity may serve.
    public static double heldBack(List<CapacityShortfall> shortfalls, DemandForecast forecast) {
        String models = forecast.series().models();
        return shortfalls.stream()
                        .filter(s -> s.lane().equals(forecast.series().lane()))
                        .flatMap(s -> s.heldBack().stream())
                        .filter(
                                held ->
                                        held.models().isEmpty()
                                                || held.models().stream()
                                                        .anyMatch(m -> allows(models, m)))
                        .mapToLong(HeldBack::milliGpu)
                        .sum()
                / 1000.0;
    }

    /// How many GPUs of a node the usual demand can use before its CPUs or memory are gone.
    public static double usable(NodeTemplate template, DemandForecast forecast) {
        Shape typical = forecast.typical();
        double gpus = template.gpus();
        if (typical != null && typical.cpuMillis() > 0) {
            gpus = Math.min(gpus, template.cpuMillis() / (double) typical.cpuMillis());
        }
        if (typical != null && typical.memoryMib() > 0) {
            gpus = Math.min(gpus, template.memoryMib() / (double) typical.memoryMib());
        }
        return gpus;
    }

    /// What is wanted at an instant with a chance of `level` or less, straight between the levels that are told; nothing beyond the
    /// horizon, where nobody has looked.
    public static double quantile(DemandForecast forecast, double level, Instant at) {
        int step = step(forecast, at);
        double below = 0;
        double belowLevel = 0;
        for (Told told : told(forecast)) {
            if (step < 0 || step >= told.path().size()) {
                return 0;
            }
            double value = told.path().get(step);
            if (told.level() >= level) {
                double span = told.level() - belowLevel;
                return belowLevel == 0
                        ? value
                        : below + (level - belowLevel) / span * (value - below);
            }
            below = value;
            belowLevel = told.level();
        }
        return below;
    }

    /// The chance that at least so many GPUs and one more are wanted, on average over the next `more`: how well another node that
    /// has them would be used.
    public static double use(DemandForecast forecast, double have, double more, Instant at) {
        int parts = (int) Math.max(1, Math.ceil(more));
        int step = step(forecast, at);
        List<Told> told = told(forecast);
        double sum = 0;
        for (int i = 0; i < parts; i++) {
            sum += chanceAbove(told, step, have + more * i / parts);
        }
        return sum / parts;
    }

    /// The same, at the likeliest of the instant and the steps beside it.
    public static double useAbout(DemandForecast forecast, double have, double more, Instant at) {
        double best = 0;
        for (int i = -1; i <= 1; i++) {
            Instant near = at.plus(forecast.step().multipliedBy(i));
            best = Math.max(best, use(forecast, have, more, near));
        }
        return best;
    }

    private static double chanceAbove(List<Told> quantiles, int step, double gpus) {
        double before = 0;
        double beforeLevel = 0;
        for (Told told : quantiles) {
            if (step < 0 || step >= told.path().size()) {
                return 0;
            }
            double value = told.path().get(step);
            if (value > gpus) {
                double span = value - before;
                double share = span <= 0 ? 0 : Math.max(0, gpus - before) / span;
                return 1 - (beforeLevel + share * (told.level() - beforeLevel));
            }
            before = value;
            beforeLevel = told.level();
        }
        return 0;
    }

    /// Whether a forecast says anything of an instant.
    public static boolean reaches(DemandForecast forecast, Instant at) {
        return forecast.quantiles().values().stream()
                .anyMatch(
                        path ->
                                at.isBefore(
                                        forecast.from()
                                                .plus(forecast.step().multipliedBy(path.size()))));
    }

    private static int step(DemandForecast forecast, Instant at) {
        long from = at.toEpochMilli() - forecast.from().toEpochMilli();
        return (int) Math.floorDiv(from, forecast.step().toMillis());
    }

    private record Told(double level, List<Double> path) {}

    private static List<Told> told(DemandForecast forecast) {
        List<Told> told = new ArrayList<>(forecast.quantiles().size());
        for (Map.Entry<String, List<Double>> entry : forecast.quantiles().entrySet()) {
            told.add(new Told(Double.parseDouble(entry.getKey()), entry.getValue()));
        }
        told.sort(Comparator.comparingDouble(Told::level));
        return told;
    }
}
