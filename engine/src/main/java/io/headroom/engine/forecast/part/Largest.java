package io.headroom.engine.forecast.part;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/// Which parts of a series get a forecast of their own: those that want most. All others are one part, the rest.
public final class Largest {
    private Largest() {}

    /// The names, sorted; of those that want the same the first by name.
    ///
    /// @param wanted GPU-minutes by name
    /// @param most how many at most
    public static List<String> of(SortedMap<String, Double> wanted, int most) {
        return wanted.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .sorted(Comparator.comparingDouble((Map.Entry<String, Double> e) -> -e.getValue()))
                .limit(most)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }
}
