package io.headroom.contracts.budget;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.check.Checks;
import io.headroom.contracts.pool.ProviderKind;

/// Which spending falls under a budget: all that is named must match; nothing named means everything.
public record BudgetScope(
        @Nullable String tenant,
        @Nullable String environment,
        @Nullable String pool,
        @Nullable String lane,
        @Nullable ProviderKind provider,
        @Nullable String region,
        @Nullable Map<String, String> labels) {

    public BudgetScope {
        labels = labels == null ? Map.of() : Map.copyOf(labels);
        new Checks().labels(labels, "scope.labels").done();
    }

    public static BudgetScope everything() {
        return new BudgetScope(null, null, null, null, null, null, Map.of());
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
                && labels().entrySet().stream()
                        .allMatch(l -> l.getValue().equals(a.labels().get(l.getKey())));
    }

    private static boolean same(@Nullable String wanted, String actual) {
        return wanted == null || wanted.equals(actual);
    }
}
