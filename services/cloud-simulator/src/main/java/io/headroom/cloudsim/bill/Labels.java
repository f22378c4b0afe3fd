package io.headroom.cloudsim.bill;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which machines are meant: those that have all of these labels.
public record Labels(Map<String, String> wanted) {

    public static final Labels ANY = new Labels(Map.of());

    /// From query parameters of the form `key=value`.
    public static Labels of(List<String> pairs) {
        Map<String, String> wanted = new LinkedHashMap<>();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("label: expected key=value, not " + pair);
            }
            wanted.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return new Labels(wanted);
    }

    public boolean match(Map<String, String> labels) {
        return wanted.entrySet().stream()
                .allMatch(e -> e.getValue().equals(labels.get(e.getKey())));
    }
}
