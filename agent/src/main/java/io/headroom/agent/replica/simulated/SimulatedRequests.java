package io.headroom.agent.replica.simulated;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/// How many requests come to a simulated workload, by its replica's variable `SIMULATED_REQUESTS`: `PT0S=5,PT10M=40` is 5 a second when it starts, rising
/// evenly to 40 ten virtual minutes later, and 40 from then on. Each of its replicas serves an equal part.
///
/// @param course requests in a second, by seconds since the start
record SimulatedRequests(NavigableMap<Double, Double> course) {

    static final String VARIABLE = "SIMULATED_REQUESTS";

    /// Absent where none are said, or where what is said cannot be understood.
    static Optional<SimulatedRequests> of(Map<String, String> environment) {
        @Nullable String text = environment.get(VARIABLE);
        if (text == null) {
            return Optional.empty();
        }
        NavigableMap<Double, Double> course = new TreeMap<>();
        for (String point : text.split(",", -1)) {
            int sign = point.indexOf('=');
            try {
                double after =
                        Duration.parse(point.substring(0, Math.max(0, sign)).strip()).toMillis()
                                / 1000.0;
                double rate = Double.parseDouble(point.substring(sign + 1).strip());
                if (!(after >= 0 && rate >= 0 && Double.isFinite(rate))) {
                    return Optional.empty();
                }
                course.put(after, rate);
            } catch (DateTimeException | NumberFormatException _) {
                return Optional.empty();
            }
        }
        return Optional.of(new SimulatedRequests(course));
    }

    /// How many came to all replicas by then: what lies under the course.
    double until(double seconds) {
        double total = 0;
        double from = 0;
        double rate = course.firstEntry().getValue();
        for (Map.Entry<Double, Double> point : course.entrySet()) {
            double to = Math.min(seconds, point.getKey());
            if (to > from) {
                double span = point.getKey() - from;
                double then = rate + (point.getValue() - rate) * (to - from) / span;
                total += (to - from) * (rate + then) / 2;
            }
            from = Math.max(from, point.getKey());
            rate = point.getValue();
        }
        return seconds > from ? total + (seconds - from) * rate : total;
    }
}
