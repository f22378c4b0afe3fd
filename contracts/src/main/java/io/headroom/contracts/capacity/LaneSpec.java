package io.headroom.contracts.capacity;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.check.Checks;
import io.headroom.contracts.workload.WorkloadClass;

/// A part of the fleet that is kept for some classes, tenants or environments.
///
/// @param classes admitted workload classes; empty means all
/// @param tenants admitted tenants; empty or `*` means all
/// @param environments admitted environments; empty means all
/// @param sharing what replicas may share
/// @param preemption who may make whom leave; nobody anybody if absent
/// @param defragmentation who may be moved to bring scattered room together, or so that a node may go; nobody if absent
public record LaneSpec(
        @Nullable List<WorkloadClass> classes,
        @Nullable List<String> tenants,
        @Nullable List<String> environments,
        @Nullable Sharing sharing,
        @Nullable Integer reservedGpus,
        @Nullable PreemptionSpec preemption,
        @Nullable DefragmentationSpec defragmentation) {

    /// What replicas of different workloads may share.
    public enum Sharing {
        SHARED,
        EXCLUSIVE_GPU,
        EXCLUSIVE_NODE
    }

    /// A lane in which nobody makes anybody leave.
    public LaneSpec(
            @Nullable List<WorkloadClass> classes,
            @Nullable List<String> tenants,
            @Nullable List<String> environments,
            @Nullable Sharing sharing,
            @Nullable Integer reservedGpus) {
        this(classes, tenants, environments, sharing, reservedGpus, null, null);
    }

    /// A lane in which nobody is moved.
    public LaneSpec(
            @Nullable List<WorkloadClass> classes,
            @Nullable List<String> tenants,
            @Nullable List<String> environments,
            @Nullable Sharing sharing,
            @Nullable Integer reservedGpus,
            @Nullable PreemptionSpec preemption) {
        this(classes, tenants, environments, sharing, reservedGpus, preemption, null);
    }

    public LaneSpec {
        reservedGpus = reservedGpus == null ? 0 : reservedGpus;
        classes = classes == null ? List.of() : List.copyOf(classes);
        tenants = tenants == null ? List.of() : List.copyOf(tenants);
        environments = environments == null ? List.of() : List.copyOf(environments);
        sharing = sharing == null ? Sharing.SHARED : sharing;
        new Checks().range(reservedGpus, 0, 1_000_000, "reservedGpus").done();
    }

    @Override
    public Integer reservedGpus() {
        return reservedGpus == null ? 0 : reservedGpus;
    }

    @Override
    public List<WorkloadClass> classes() {
        return classes == null ? List.of() : classes;
    }

    @Override
    public List<String> tenants() {
        return tenants == null ? List.of() : tenants;
    }

    @Override
    public List<String> environments() {
        return environments == null ? List.of() : environments;
    }

    @Override
    public Sharing sharing() {
        return sharing == null ? Sharing.SHARED : sharing;
    }

    public LaneSpec withDefragmentation(DefragmentationSpec moves) {
        return new LaneSpec(
                classes, tenants, environments, sharing, reservedGpus, preemption, moves);
    }

    public boolean admits(String tenant, String environment, WorkloadClass workloadClass) {
        return (classes().isEmpty() || classes().contains(workloadClass))
                && (tenants().isEmpty() || tenants().contains("*") || tenants().contains(tenant))
                && (environments().isEmpty() || environments().contains(environment));
    }
}
