package io.headroom.forecast.part;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/// GPUs wanted at one moment: of each series, and of each part of it.
///
/// @param classes of which class the most is that a tenant or a shape wants
public record WantedNow(
        SortedMap<String, Double> series,
        SortedMap<PartKey, Double> parts,
        SortedMap<PartKey, String> classes) {

    /// Adds up workload after workload.
    public static final class Sum {
        private final SortedMap<String, Double> series = new TreeMap<>();
        private final SortedMap<PartKey, Double> parts = new TreeMap<>();
        private final SortedMap<PartKey, SortedMap<String, Double>> byClass = new TreeMap<>();

        /// What is not known of a workload is absent: it is then of the rest.
        public void add(
                String key,
                double gpus,
                @Nullable String tenant,
                @Nullable String workloadClass,
                @Nullable String shape) {
            series.merge(key, gpus, Double::sum);
            part(key, Dimension.TENANT, tenant, workloadClass, gpus);
            part(key, Dimension.CLASS, workloadClass, null, gpus);
            part(key, Dimension.SHAPE, shape, workloadClass, gpus);
        }

        private void part(
                String key,
                Dimension dimension,
                @Nullable String name,
                @Nullable String workloadClass,
                double gpus) {
            if (name != null) {
                PartKey part = new PartKey(key, dimension, name);
                parts.merge(part, gpus, Double::sum);
                if (workloadClass != null) {
                    byClass.computeIfAbsent(part, _ -> new TreeMap<>())
                            .merge(workloadClass, gpus, Double::sum);
                }
            }
        }

        public WantedNow now() {
            SortedMap<PartKey, String> classes = new TreeMap<>();
            byClass.forEach(
                    (part, wanted) ->
                            wanted.entrySet().stream()
                                    .max(Map.Entry.comparingByValue())
                                    .ifPresent(most -> classes.put(part, most.getKey())));
            return new WantedNow(series, parts, classes);
        }
    }
}
