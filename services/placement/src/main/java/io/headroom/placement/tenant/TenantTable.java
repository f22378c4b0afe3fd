package io.headroom.placement.tenant;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.tenant.TenantSpec;
import io.headroom.engine.fairness.Tenant;
import io.headroom.placement.sql.Declared;
import io.headroom.placement.sql.DeclaredTable;

/// The declared tenants.
@Singleton
public final class TenantTable {

    final DeclaredTable<TenantSpec> table = new DeclaredTable<>("tenant", TenantSpec.class);

    /// The query for all of them, each as one line.
    public String lines() {
        return table.lines();
    }

    /// One of them, as the engine takes it.
    public Tenant read(String line) {
        Declared<TenantSpec> found = table.read(line);
        return tenant(found.name(), found.spec());
    }

    /// All of them, as the engine takes them.
    public Uni<List<Tenant>> all(Mutiny.Session session) {
        return session.createNativeQuery(lines(), String.class)
                .getResultList()
                .map(found -> found.stream().map(this::read).toList());
    }

    /// A tenant in the engine's words.
    static Tenant tenant(String name, TenantSpec spec) {
        Integer weight = spec.weight();
        Integer guaranteed = spec.guaranteedGpus();
        return new Tenant(
                name,
                spec.parent(),
                weight == null ? 1 : weight,
                guaranteed == null ? 0 : guaranteed,
                spec.maxGpus(),
                spec.use());
    }

    /// A tenant as far as admission must know it.
    public record Known(List<String> environments) {
        public boolean allows(String environment) {
            return environments.isEmpty() || environments.contains(environment);
        }
    }

    /// The query for those whose names the parameter holds.
    public String lines(String names) {
        return table.lines(names);
    }

    /// What is known of each, by name.
    public Map<String, Known> known(List<String> lines) {
        return lines.stream()
                .map(table::read)
                .collect(Collectors.toMap(Declared::name, t -> new Known(t.spec().environments())));
    }

    /// Those of the names that are declared.
    public Uni<Map<String, Known>> known(Mutiny.Session session, Collection<String> names) {
        return table.named(session, names)
                .map(
                        found ->
                                found.values().stream()
                                        .collect(
                                                Collectors.toMap(
                                                        Declared::name,
                                                        t -> new Known(t.spec().environments()))));
    }
}
