package io.headroom.replay.trace;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The traces that a fleet can be replayed from.
public enum FleetTraceFormat {
    /// Alibaba's openb pod list: whole GPUs and shares, with models. Its times are compressed when arrivals are multiplied.
    OPENB,
    /// Alibaba's recommendation instances: those of the role with a GPU.
    DLRM,
    /// Requests to an image generator that succeeded: one GPU each for its execution time.
    GENTD26,
    /// Requests to a language model: an eighth of a GPU each, for a time that is reckoned from their tokens.
    AZURE_LLM,
    /// Headroom's own form.
    HEADROOM_CSV;

    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<FleetTraceFormat> find(String label) {
        return Arrays.stream(values()).filter(f -> f.label().equals(label)).findFirst();
    }
}
