package io.headroom.contracts.budget;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.check.Checks;
import io.headroom.contracts.workload.WorkloadClass;

/// A part of a budget that only nodes bought for some classes may use, so that they can always renew.
public record ReservedShare(@Nullable List<WorkloadClass> classes, int percent) {

    public ReservedShare {
        classes = classes == null ? List.of() : classes.stream().distinct().sorted().toList();
        new Checks()
                .that(!classes.isEmpty(), "reserved.classes", "must be at least one")
                .range(percent, 1, 100, "reserved.percent")
                .done();
    }

    @Override
    public List<WorkloadClass> classes() {
        return classes == null ? List.of() : classes;
    }
}
