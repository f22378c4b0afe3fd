package io.headroom.placement.tenant;

import java.util.List;
import java.util.Optional;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.engine.fairness.Tenant;
import io.headroom.placement.sql.Declared;
import io.headroom.placement.sql.DeclaredTable;

/// The declared tenants.
@Singleton
public final class TenantTable {

    final DeclaredTable<TenantSpec> table = new DeclaredTable<>("tenant", TenantSpec.class);

    private static final int MOST = 10_000;

    /// All of them, as the engine takes them.
    public Uni<List<Tenant>> all(Mutiny.Session session) {
        return table.page(session, "", MOST)
                .map(found -> found.stream().map(t -> t.spec().asTenant(t.name())).toList());
    }

    /// A tenant as far as admission must know it.
    public record Known(List<String> environments) {
        public boolean allows(String environment) {
            return environments.isEmpty() || environments.contains(environment);
        }
    }

    public Uni<Optional<Known>> find(Mutiny.Session session, String name) {
        return table.find(session, name)
                .map(found -> found.map(Declared::spec).map(s -> new Known(s.environments())));
    }
}
