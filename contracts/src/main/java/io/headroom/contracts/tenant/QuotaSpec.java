package io.headroom.contracts.tenant;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.PeriodSpec;
import io.headroom.contracts.check.Checks;

/// A limit on what a tenant uses over a period, the tenants below it included.
///
/// @param resource what is counted: `gpu-hours`
/// @param amount how much of it in each period; use is counted by the hour, so that a period begins at a full hour
/// @param period one calendar month in UTC if absent
public record QuotaSpec(
        Scope scope,
        @Nullable String resource,
        @Nullable Double amount,
        @Nullable PeriodSpec period) {

    private static final String GPU_HOURS = "gpu-hours";
    private static final double MOST = 1e9;

    /// Whose use.
    public record Scope(@Nullable String tenant) {}

    public QuotaSpec {
        resource = resource == null ? GPU_HOURS : resource;
        period =
                period == null
                        ? new PeriodSpec(PeriodSpec.Every.MONTH, "UTC", null, null, null)
                        : period;
        new Checks()
                .present(scope, "scope")
                .name(scope == null ? null : scope.tenant(), "scope.tenant")
                .that(resource.equals(GPU_HOURS), "resource", "must be " + GPU_HOURS)
                .that(
                        amount != null && amount >= 0 && amount <= MOST,
                        "amount",
                        "must be a number from 0 to 1000000000")
                .done();
    }

    public String tenant() {
        String tenant = scope.tenant();
        return tenant == null ? "" : tenant;
    }

    public double hours() {
        return amount == null ? 0 : amount;
    }

    @Override
    public PeriodSpec period() {
        return period == null
                ? new PeriodSpec(PeriodSpec.Every.MONTH, "UTC", null, null, null)
                : period;
    }
}
