package io.headroom.platform.database;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The rows of a query that is asked again and again, as values: what reads as it did the last time is not parsed again.
///
/// Between two turns of a loop few rows of a fleet change, and parsing all of them costs more than all else of a turn. The values are
/// shared between the answers, so they must not change. Keeps what the last answer held, and no more.
public final class KnownRows<T> {

    private final Function<String, T> parse;
    private volatile Map<String, T> known = Map.of();

    public KnownRows(Function<String, T> parse) {
        this.parse = parse;
    }

    /// The value of each row, in their order.
    public List<T> read(List<String> rows) {
        Map<String, T> before = known;
        Map<String, T> now = HashMap.newHashMap(rows.size());
        List<T> values = new ArrayList<>(rows.size());
        for (String row : rows) {
            T value = before.get(row);
            if (value == null) {
                value = parse.apply(row);
            }
            now.put(row, value);
            values.add(value);
        }
        known = now;
        return List.copyOf(values);
    }
}
