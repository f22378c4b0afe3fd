package io.headroom.placement.secret;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.workload.WorkloadSpec;
import io.headroom.platform.database.Rows;

/// The secrets' rows; row-level security hides those of other tenants.
@Singleton
public final class SecretTable {

    private static final String SELECT =
            """
            select cast(json_build_object('tenant', tenant, 'environment', environment, 'name', name, 'version', version,
                'keyId', key_id, 'sealed', sealed, 'createdAt', created_at, 'changedAt', changed_at, 'changedBy', changed_by) as text)
            from secret
            """;

    private static final String ONE =
            " where tenant = :tenant and environment = :environment and name = :name";

    private static final String NAMED =
            " where tenant = :tenant and environment = :environment and name = any (string_to_array(:names, ','))";

    private static final String PAGE =
            " where tenant || '/' || environment || '/' || name > :after order by tenant || '/' || environment || '/' || name limit :most";

    private static final String PUT =
            """
            insert into secret (tenant, environment, name, version, key_id, sealed, created_at, changed_at, changed_by)
            values (:tenant, :environment, :name, 1, :key, :sealed, :now, :now, :by)
            on conflict (tenant, environment, name) do update set version = secret.version + 1, key_id = excluded.key_id,
                sealed = excluded.sealed, changed_at = excluded.changed_at, changed_by = excluded.changed_by
            """;

    /// Those of the named ones that there are; a workload asks for few.
    private static final String KNOWN =
            "select tenant || '/' || environment || '/' || name from secret"
                    + " where tenant || '/' || environment || '/' || name = any (string_to_array(:ids, ','))";

    record Row(
            String tenant,
            String environment,
            String name,
            long version,
            String keyId,
            String sealed,
            Instant createdAt,
            Instant changedAt,
            String changedBy) {

        SecretId id() {
            return new SecretId(tenant, environment, name);
        }

        Vault.Kept kept() {
            return new Vault.Kept(keyId, sealed);
        }
    }

    Uni<Optional<Row>> find(Mutiny.Session session, SecretId id) {
        return of(session.createNativeQuery(SELECT + ONE, String.class), id)
                .getResultList()
                .map(rows -> Rows.parse(rows, Row.class).stream().findFirst());
    }

    Uni<Optional<Row>> lock(Mutiny.Session session, SecretId id) {
        return of(session.createNativeQuery(SELECT + ONE + " for update", String.class), id)
                .getResultList()
                .map(rows -> Rows.parse(rows, Row.class).stream().findFirst());
    }

    Uni<List<Row>> page(Mutiny.Session session, String after, int most) {
        return session.createNativeQuery(SELECT + PAGE, String.class)
                .setParameter("after", after)
                .setParameter("most", most)
                .getResultList()
                .map(rows -> Rows.parse(rows, Row.class));
    }

    /// What a workload asks for, as far as it is there.
    Uni<List<Row>> named(Mutiny.Session session, WorkloadSpec spec) {
        return session.createNativeQuery(SELECT + NAMED, String.class)
                .setParameter("tenant", spec.tenant())
                .setParameter("environment", spec.environment())
                .setParameter("names", String.join(",", spec.run().secretNames()))
                .getResultList()
                .map(rows -> Rows.parse(rows, Row.class));
    }

    Uni<Integer> put(Mutiny.Session session, SecretId id, Vault.Kept kept, String by, Instant now) {
        return of(session.createNativeQuery(PUT), id)
                .setParameter("key", kept.keyId())
                .setParameter("sealed", kept.sealed())
                .setParameter("now", now)
                .setParameter("by", by)
                .executeUpdate();
    }

    Uni<Integer> delete(Mutiny.Session session, SecretId id) {
        return of(session.createNativeQuery("delete from secret" + ONE), id).executeUpdate();
    }

    /// Those of `TENANT/ENVIRONMENT/NAME` that there are.
    public Uni<List<String>> known(Mutiny.Session session, Collection<String> ids) {
        return ids.isEmpty()
                ? Uni.createFrom().item(List.of())
                : session.createNativeQuery(KNOWN, String.class)
                        .setParameter("ids", String.join(",", ids))
                        .getResultList();
    }

    private static <Q extends Mutiny.AbstractQuery> Q of(Q query, SecretId id) {
        query.setParameter("tenant", id.tenant());
        query.setParameter("environment", id.environment());
        query.setParameter("name", id.name());
        return query;
    }
}
