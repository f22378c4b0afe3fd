package io.headroom.placement.sql;

import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

/// Lets the writers of nodes, replicas and workloads go one after the other.
///
/// They touch the same rows in different orders (a report: node, workload, its other nodes; a plan: workloads, nodes), and would
/// deadlock. Each is short, and all of them are on the leader: waiting costs less than trying again. Taking workloads in does not
/// wait here.
public final class OneWriter {

    /// Any number that no other lock of this database has.
    private static final int KEY = 7_071_001;

    private OneWriter() {}

    /// Waits until no other writer is under way; held until the transaction ends.
    public static Uni<Void> enter(Mutiny.Session session) {
        return session.createNativeQuery("select 1 from pg_advisory_xact_lock(:key)", Integer.class)
                .setParameter("key", KEY)
                .getSingleResult()
                .replaceWithVoid();
    }
}
