package io.headroom.contracts.pool;

/// Who sells or owns the machines.
public enum ProviderKind {
    AWS,
    GCP,
    /// Machines of our own, switched by their management controllers.
    REDFISH
}
