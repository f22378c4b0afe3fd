package io.headroom.replay.trace;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.replay.trace.TraceCsv.Row;

/// The columns of `headroom-csv` that are words.
final class OwnRow {

    private static final double LONGEST = 366 * 86_400.0;

    private OwnRow() {}

    static List<GpuModel> models(Row row) {
        List<GpuModel> models = new ArrayList<>();
        for (String label : row.text("models").split("\\|", -1)) {
            if (!label.isEmpty()) {
                models.add(
                        GpuModel.find(label)
                                .orElseThrow(
                                        () ->
                                                row.wrong(
                                                        "models",
                                                        "unknown model '" + label + "'")));
            }
        }
        return models;
    }

    static WorkloadClass workloadClass(Row row) {
        String label = row.text("class");
        if (label.isEmpty()) {
            return WorkloadClass.BATCH_INFERENCE;
        }
        try {
            return WorkloadClass.valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException unknown) {
            throw row.wrong(
                    "class", "'" + label + "' is none of " + List.of(WorkloadClass.values()));
        }
    }

    /// Absent where nothing is said: all work is lost that stops.
    static @Nullable Duration checkpointEvery(Row row) {
        double seconds = row.number("checkpoint_seconds", 0, 1, LONGEST);
        return seconds == 0 ? null : Duration.ofMillis((long) (1000 * seconds));
    }
}
