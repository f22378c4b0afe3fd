package io.headroom.placement.pool;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.pool.PoolChanged;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.contracts.workload.WorkloadSpec;
import io.headroom.platform.database.Rows;
import io.headroom.platform.rest.FieldError;

/// The pools as provisioning last said them.
@Singleton
public final class PoolViews {

    private static final String PUT =
            """
            insert into pool_view (name, version, body) values (:name, :version, :body)
            on conflict (name) do update set version = excluded.version, body = excluded.body
            where pool_view.version < excluded.version
            """;

    /// All pools at once.
    public record Known(List<PoolChanged> pools) {

        /// Why no pool of its lane could ever hold it; empty where one could, or where the lane has
        /// no pools yet.
        public Optional<FieldError> whyNever(WorkloadSpec spec) {
            Shape shape = spec.shape();
            List<PoolChanged> ofLane =
                    pools.stream()
                            .filter(p -> !p.removed() && p.spec().lane().equals(spec.lane()))
                            .toList();
            if (ofLane.isEmpty()) {
                return Optional.empty();
            }
            long most = ofLane.stream().mapToLong(p -> most(p, shape)).sum();
            if (most == 0) {
                return Optional.of(
                        new FieldError(
                                shape.mig() == null ? "gpu" : "gpu.mig",
                                "no pool of lane "
                                        + spec.lane()
                                        + " has nodes that hold "
                                        + shape.describe()));
            }
            return spec.gang() && most < spec.replicas()
                    ? Optional.of(
                            new FieldError(
                                    "replicas",
                                    "a gang of "
                                            + spec.replicas()
                                            + " is larger than the pools of lane "
                                            + spec.lane()
                                            + " could ever hold: "
                                            + most))
                    : NearEnough.whyNever(spec, ofLane);
        }

        /// A provider sells as many of the best type as the pool may have; machines of our own are there once each.
        private static long most(PoolChanged pool, Shape shape) {
            LongStream bestFirst =
                    pool.templates().stream()
                            .map(t -> MostOnOne.of(t, shape))
                            .sorted(Comparator.reverseOrder())
                            .mapToLong(n -> n);
            int max = pool.spec().max();
            return pool.spec().provider() == ProviderKind.REDFISH
                    ? bestFirst.limit(max).sum()
                    : bestFirst.limit(1).sum() * max;
        }
    }

    private volatile Optional<Known> cached = Optional.empty();

    public Uni<Known> all(Mutiny.Session session) {
        return cached.map(known -> Uni.createFrom().item(known))
                .orElseGet(
                        () ->
                                session.createNativeQuery(
                                                "select body from pool_view order by name",
                                                String.class)
                                        .getResultList()
                                        .map(b -> new Known(Rows.parse(b, PoolChanged.class)))
                                        .invoke(known -> cached = Optional.of(known)));
    }

    public Uni<Void> put(Mutiny.Session session, PoolChanged pool) {
        return session.createNativeQuery(PUT)
                .setParameter("name", pool.name())
                .setParameter("version", pool.version())
                .setParameter("body", Rows.json(pool))
                .executeUpdate()
                .invoke(() -> cached = Optional.empty())
                .replaceWithVoid();
    }

    /// Must be called after the commit that changed a pool.
    public void forget() {
        cached = Optional.empty();
    }
}
