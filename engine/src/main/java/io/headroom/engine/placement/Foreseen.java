package io.headroom.engine.placement;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.contracts.forecast.SeriesKey;
import io.headroom.engine.fleet.Hold;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.placement.PlacementPolicy.Typical;

/// The mix that is expected to come, beside what is there: how much more a series will want than runs and waits of it now, in the shapes that it has.
/// Where nothing of it is there, the forecast's average shape stands in. A forecast that is not to be relied upon, or is over, counts for nothing.
public final class Foreseen {

    /// What comes later meets another fleet. At half of it a daily rise is seen when it is nearly there, at twice of it room is kept whole for what
    /// comes after much of what runs now has gone.
    private static final Duration AHEAD = Duration.ofHours(1);

    private static final String MEDIAN = "0.5";

    /// Thousandths of GPUs, by series and shape.
    private final Map<SeriesKey, SortedMap<Shape, Long>> there = new TreeMap<>();

    private final Instant now;

    private Foreseen(PlacementFacts facts, Instant now) {
        this.now = now;
        for (Node node : facts.fleet().nodes()) {
            for (Hold hold : node.holds()) {
                add(node.lane(), hold.shape(), 1);
            }
        }
        facts.queue().waiting().forEach(w -> add(w.lane(), w.shape(), w.replicas().size()));
    }

    private void add(String lane, Shape shape, int replicas) {
        if (shape.totalMilliGpu() > 0) {
            there.computeIfAbsent(new SeriesKey(lane, shape.modelsLabel()), _ -> new TreeMap<>())
                    .merge(shape, (long) replicas * shape.totalMilliGpu(), Long::sum);
        }
    }

    /// @param forecasts the last word on each series
    public static List<Typical> mix(
            List<DemandForecast> forecasts, PlacementFacts facts, Instant now) {
        if (forecasts.isEmpty()) {
            return List.of();
        }
        Foreseen foreseen = new Foreseen(facts, now);
        List<Typical> mix = new ArrayList<>();
        forecasts.stream()
                .filter(DemandForecast::usable)
                .sorted(Comparator.comparing(DemandForecast::series))
                .forEach(forecast -> mix.addAll(foreseen.of(forecast)));
        return mix;
    }

    private List<Typical> of(DemandForecast forecast) {
        SortedMap<Shape, Long> shapes = there.getOrDefault(forecast.series(), new TreeMap<>());
        long milli = shapes.values().stream().mapToLong(Long::longValue).sum();
        double more = wanted(forecast) - milli / 1000.0;
        if (more <= 0) {
            return List.of();
        }
        String lane = forecast.series().lane();
        List<Typical> typical = new ArrayList<>();
        shapes.forEach((shape, held) -> typical.add(typical(lane, shape, more * held / milli)));
        @Nullable Shape usual = forecast.typical();
        if (typical.isEmpty() && usual != null && usual.totalMilliGpu() > 0) {
            typical.add(typical(lane, usual, more));
        }
        return typical;
    }

    private static Typical typical(String lane, Shape shape, double gpus) {
        return new Typical(lane, shape, roughly(gpus * 1000 / shape.totalMilliGpu()));
    }

    /// GPUs, on average over the time ahead; none where the forecast does not reach it.
    private double wanted(DemandForecast forecast) {
        List<Double> path = forecast.quantiles().getOrDefault(MEDIAN, List.of());
        long step = Math.max(1, forecast.step().toMillis());
        long passed = Duration.between(forecast.from(), now).toMillis();
        int from = Math.clamp(Math.floorDiv(passed, step), 0, path.size());
        int to = (int) Math.min(path.size(), from + Math.max(1, AHEAD.toMillis() / step));
        return path.subList(from, to).stream().mapToDouble(d -> d).average().orElse(0);
    }

    /// One digit: proportions need no more, and a policy that seldom changes is seldom kept anew.
    private static double roughly(double weight) {
        double digit = Math.pow(10, Math.floor(Math.log10(weight)));
        return Math.max(1, Math.round(weight / digit)) * digit;
    }
}
