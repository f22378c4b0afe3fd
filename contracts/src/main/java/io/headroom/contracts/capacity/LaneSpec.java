package io.headroom.contracts.capacity;

import java.util.List;

import io.headroom.contracts.check.Checks;
import io.headroom.contracts.workload.WorkloadClass;

/// A part of the fleet that is kept for some classes, tenants or environments.
///
/// @param classes admitted workload classes; empty means all
/// @param tenants admitted tenants; empty or `*` means all
/// @param environments admitted environments; empty means all
/// @param sharing what replicas may share
public record LaneSpec(
        List<WorkloadClass> classes,
        List<String> tenants,
        List<String> environments,
        Sharing sharing,
        int reservedGpus) {

    /// What replicas of different workloads may share.
    public enum Sharing {
        SHARED,
        EXCLUSIVE_GPU,
        EXCLUSIVE_NODE
    }

    public LaneSpec {
        classes = classes == null ? List.of() : List.copyOf(classes);
        tenants = tenants == null ? List.of() : List.copyOf(tenants);
        environments = environments == null ? List.of() : List.copyOf(environments);
        sharing = sharing == null ? Sharing.SHARED : sharing;
        new Checks().range(reservedGpus, 0, 1_000_000, "reservedGpus").done();
    }

    public boolean admits(String tenant, String environment, WorkloadClass workloadClass) {
        return (classes.isEmpty() || classes.contains(workloadClass))
                && (tenants.isEmpty() || tenants.contains("*") || tenants.contains(tenant))
                && (environments.isEmpty() || environments.contains(environment));
    }
}
