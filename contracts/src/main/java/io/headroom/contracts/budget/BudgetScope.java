package io.headroom.contracts.budget;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.check.Checks;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.contracts.workload.WorkloadClass;

/// Which spending falls under a budget: all that is named must match; nothing named means everything.
///
/// @param organisation the whole installation, by whatever name: it limits nothing further
/// @param workloadClass what a node was bought for; one that was bought for none in particular falls under no class
public record BudgetScope(
        @Nullable String organisation,
        @Nullable String tenant,
        @Nullable String environment,
        @Nullable String pool,
        @Nullable String lane,
        @Nullable ProviderKind provider,
        @Nullable String region,
        @JsonProperty("class") @Nullable WorkloadClass workloadClass,
        @Nullable Map<String, String> labels) {

    public BudgetScope {
        labels = labels == null ? Map.of() : Map.copyOf(labels);
        new Checks().labels(labels, "scope.labels").done();
    }

    public static BudgetScope everything() {
        return new BudgetScope(null, null, null, null, null, null, null, null, Map.of());
    }

    @Override
    public Map<String, String> labels() {
        return labels == null ? Map.of() : labels;
    }

    public boolean matches(SpendAttributes a) {
        return same(tenant, a.tenant())
                && same(environment, a.environment())
                && same(pool, a.pool())
                && same(lane, a.lane())
                && (provider == null || provider == a.provider())
                && same(region, a.region())
                && (workloadClass == null || workloadClass == a.workloadClass())
                && labels().entrySet().stream()
                        .allMatch(l -> l.getValue().equals(a.labels().get(l.getKey())));
    }

    /// What falls under both: it matches exactly what both match. None where a dimension that both name has two values.
    public Optional<BudgetScope> meet(BudgetScope other) {
        Map<String, String> bothLabels = new TreeMap<>(labels());
        bothLabels.putAll(other.labels());
        boolean differ =
                differ(tenant, other.tenant)
                        || differ(environment, other.environment)
                        || differ(pool, other.pool)
                        || differ(lane, other.lane)
                        || differ(provider, other.provider)
                        || differ(region, other.region)
                        || differ(workloadClass, other.workloadClass)
                        || labels().entrySet().stream()
                                .anyMatch(l -> !l.getValue().equals(bothLabels.get(l.getKey())));
        return differ
                ? Optional.empty()
                : Optional.of(
                        new BudgetScope(
                                null,
                                either(tenant, other.tenant),
                                either(environment, other.environment),
                                either(pool, other.pool),
                                either(lane, other.lane),
                                either(provider, other.provider),
                                either(region, other.region),
                                either(workloadClass, other.workloadClass),
                                bothLabels));
    }

    private static boolean differ(@Nullable Object one, @Nullable Object other) {
        return one != null && other != null && !one.equals(other);
    }

    private static <T> @Nullable T either(@Nullable T one, @Nullable T other) {
        return one == null ? other : one;
    }

    private static boolean same(@Nullable String wanted, String actual) {
        return wanted == null || wanted.equals(actual);
    }
}
