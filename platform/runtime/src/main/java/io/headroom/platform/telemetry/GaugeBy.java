package io.headroom.platform.telemetry;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;

/// A gauge with a value for each of some names, such as lanes. Names that are not among those that were shown last have none.
public final class GaugeBy {

    private final String tag;
    private final MultiGauge gauge;

    private GaugeBy(String tag, MultiGauge gauge) {
        this.tag = tag;
        this.gauge = gauge;
    }

    /// @param tag what the names are of, such as `lane`
    /// @param name of the metric, with dots
    public static GaugeBy of(MeterRegistry meters, String tag, String name) {
        return new GaugeBy(tag, MultiGauge.builder(name).register(meters));
    }

    /// For each name, the sum over what has that name.
    public <T> void sum(
            Iterable<T> all, Function<? super T, String> nameOf, ToDoubleFunction<T> figure) {
        SortedMap<String, Double> sums = new TreeMap<>();
        for (T each : all) {
            sums.merge(nameOf.apply(each), figure.applyAsDouble(each), Double::sum);
        }
        show(sums, sum -> sum);
    }

    /// @param figure asked whenever the gauge is read, so that it may change meanwhile
    public <T> void show(SortedMap<String, T> named, ToDoubleFunction<T> figure) {
        gauge.register(
                named.entrySet().stream()
                        .map(
                                each ->
                                        MultiGauge.Row.of(
                                                Tags.of(tag, each.getKey()),
                                                each.getValue(),
                                                figure))
                        .collect(Collectors.toList()),
                true);
    }

    /// No name has a value.
    public void clear() {
        show(Collections.emptySortedMap(), nothing -> Double.NaN);
    }
}
