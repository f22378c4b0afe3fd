package io.headroom.engine.scaling;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.contracts.node.NodeState;

/// What a lane has and what a forecast says it will need, in GPUs.
final class LaneCapacity {

    private LaneCapacity() {}

    /// Whether a series' allowed models (one word, see `Shape.modelsLabel`) include a model.
    static boolean allows(String modelsLabel, GpuModel model) {
        return modelsLabel.equals("any")
                || ("+" + modelsLabel + "+").contains("+" + model.label() + "+");
    }

    /// GPUs of a lane's nodes that are up or on their way.
    static int gpus(List<NodeFact> nodes, DemandForecast forecast) {
        int gpus = 0;
        for (NodeFact fact : nodes) {
            NodeState state = fact.node().state();
            if (fact.node().lane().equals(forecast.series().lane())
                    && (state == NodeState.READY || state.isPlanned())
                    && allows(forecast.series().models(), fact.node().gpuModel())) {
                gpus += fact.node().gpus();
            }
        }
        return gpus;
    }

    /// The highest value of a quantile's path from now to `ahead` from now.
    static double needed(DemandForecast forecast, double level, Instant now, Duration ahead) {
        List<Double> path = path(forecast, level);
        double highest = 0;
        for (int i = 0; i < path.size(); i++) {
            Instant at = forecast.from().plus(forecast.step().multipliedBy(i));
            if (!at.plus(forecast.step()).isBefore(now) && !at.isAfter(now.plus(ahead))) {
                highest = Math.max(highest, path.get(i));
            }
        }
        return highest;
    }

    /// The path of the lowest level that is not below the one wanted, else of the highest there is.
    private static List<Double> path(DemandForecast forecast, double level) {
        List<Double> chosen = List.of();
        double chosenLevel = -1;
        for (Map.Entry<String, List<Double>> entry : forecast.quantiles().entrySet()) {
            double candidate = Double.parseDouble(entry.getKey());
            boolean better =
                    chosenLevel < level
                            ? candidate > chosenLevel
                            : candidate >= level && candidate < chosenLevel;
            if (better) {
                chosen = entry.getValue();
                chosenLevel = candidate;
            }
        }
        return chosen;
    }
}
