package io.headroom.replay.evaluate.rolling;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Go through the last part of a trace, and forecast again and again.
///
/// @param horizon how many steps ahead
/// @param every how many steps from one forecast to the next
/// @param refit after how many forecasts the models learn anew
/// @param test the last part of the trace, in which forecasts are scored
/// @param without models to leave out, by the beginning of their names
public record RollingRequest(
        Path trace,
        TraceFormat format,
        Duration step,
        int horizon,
        int every,
        int refit,
        Duration test,
        List<String> without) {
    public RollingRequest {
        without = List.copyOf(without);
        if (horizon < 1 || every < 1 || refit < 1) {
            throw new IllegalArgumentException("horizon, every and refit must be at least 1");
        }
        if (step.compareTo(Duration.ofSeconds(1)) < 0 || test.compareTo(step) < 0) {
            throw new IllegalArgumentException(
                    "step must be at least a second, and the test at least a step");
        }
    }
}
