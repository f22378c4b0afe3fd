package io.headroom.forecast.part;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import io.headroom.contracts.capacity.MigProfile;
import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.check.Checks;
import io.headroom.contracts.check.InvalidFields;
import io.headroom.contracts.workload.Workload;
import io.headroom.contracts.workload.WorkloadClass;

/// By what a series is divided. The parts of one dimension add up to the series.
public enum Dimension {
    TENANT,
    /// Of workload: `training`, `fine-tuning`, `batch-inference`, `online-inference`.
    CLASS,
    /// Of what a replica asks for: `whole` GPUs, a `share` of one, or a MIG profile. Which models it allows is in the series.
    SHAPE;

    private static final String WHOLE = "whole";
    private static final String SHARE = "share";

    /// As the database and the API have it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Dimension of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /// Which part a workload's demand is.
    public String of(Workload workload) {
        return switch (this) {
            case TENANT -> workload.spec().tenant();
            case CLASS -> word(workload.spec().workloadClass());
            case SHAPE -> shape(workload.shape());
        };
    }

    private static String word(WorkloadClass workloadClass) {
        return workloadClass.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String shape(Shape shape) {
        MigProfile mig = shape.mig();
        return mig != null ? mig.label() : shape.isShare() ? SHARE : WHOLE;
    }

    /// The name, if a part can have it; fails with [InvalidFields] for any other.
    public String requireName(String name) {
        switch (this) {
            case TENANT -> new Checks().name(name, word()).done();
            case CLASS -> {
                List<String> classes =
                        Arrays.stream(WorkloadClass.values()).map(Dimension::word).toList();
                if (!classes.contains(name)) {
                    throw new InvalidFields(word(), "must be one of " + String.join(", ", classes));
                }
            }
            case SHAPE -> {
                if (!name.equals(WHOLE) && !name.equals(SHARE)) {
                    requireProfile(name);
                }
            }
        }
        return name;
    }

    private static void requireProfile(String name) {
        try {
            MigProfile.of(name);
        } catch (IllegalArgumentException _) {
            throw new InvalidFields(
                    SHAPE.word(), "must be whole, share or a MIG profile such as 1g.10gb");
        }
    }
}
