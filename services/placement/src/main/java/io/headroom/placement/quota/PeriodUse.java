package io.headroom.placement.quota;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.tenant.QuotaSpec;
import io.headroom.engine.budget.period.BudgetPeriod;
import io.headroom.engine.budget.period.Span;
import io.headroom.engine.fairness.Tenant;
import io.headroom.engine.fairness.TenantTree;
import io.headroom.placement.sql.Declared;
import io.headroom.placement.tenant.TenantTable;

/// What is used of quotas in their present periods, by their tenants and those below them.
@Singleton
final class PeriodUse {

    private final UseTable use;
    private final TenantTable tenants;
    private final InstantSource clock;

    @Inject
    PeriodUse(UseTable use, TenantTable tenants, InstantSource clock) {
        this.use = use;
        this.tenants = tenants;
        this.clock = clock;
    }

    /// One after the other: quotas are few, and their periods begin at different times.
    Uni<List<QuotaView>> of(Mutiny.Session session, List<Declared<QuotaSpec>> quotas) {
        return tenants.all(session)
                .chain(
                        declared -> {
                            List<QuotaView> views = new ArrayList<>();
                            Uni<Void> all = Uni.createFrom().voidItem();
                            for (Declared<QuotaSpec> quota : quotas) {
                                all =
                                        all.chain(() -> view(session, quota, declared))
                                                .invoke(views::add)
                                                .replaceWithVoid();
                            }
                            return all.replaceWith(views);
                        });
    }

    private Uni<QuotaView> view(
            Mutiny.Session session, Declared<QuotaSpec> quota, List<Tenant> declared) {
        var now = clock.instant();
        Optional<Span> period = BudgetPeriod.of(quota.spec().period()).at(now).stream().findFirst();
        if (period.isEmpty()) {
            return Uni.createFrom().item(QuotaView.of(quota, null));
        }
        Set<String> counted = TenantTree.family(quota.spec().tenant(), declared);
        return use.since(session, period.get().from(), now)
                .map(
                        byTenant ->
                                QuotaView.of(
                                        quota,
                                        byTenant.entrySet().stream()
                                                .filter(e -> counted.contains(e.getKey()))
                                                .mapToDouble(e -> e.getValue())
                                                .sum()));
    }
}
