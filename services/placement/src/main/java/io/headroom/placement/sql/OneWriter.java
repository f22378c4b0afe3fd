package io.headroom.placement.sql;

import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

/// Lets the writers of nodes, replicas and workloads go one after the other, and counts them.
///
/// They touch the same rows in different orders (a report: node, workload, its other nodes; a plan: workloads, nodes), and would
/// deadlock. Each is short, and all of them are on the leader: waiting costs less than trying again. Taking workloads in does not
/// wait here.
public final class OneWriter {

    /// The query for how many writers have finished, as one line.
    public static final String FINISHED = "select cast(version as text) as line from picture";

    private OneWriter() {}

    /// Waits until no other writer is under way; held until the transaction ends.
    ///
    /// @return how many writers there have been, this one included
    public static Uni<Long> enter(Mutiny.Session session) {
        return session.createNativeQuery(
                        "update picture set version = version + 1 returning version", Long.class)
                .getSingleResult();
    }
}
