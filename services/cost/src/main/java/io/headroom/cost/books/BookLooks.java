package io.headroom.cost.books;

/// What is asked of the database to open the books.
final class BookLooks {

    /// Budgets that are not there yet cannot be locked by their rows: who declares one must not miss a lease that is being
    /// granted without it. This row is locked by every transaction that opens the books, and by every one that changes a
    /// budget, an account or a rate, since that is counted in it.
    static final String LOCK = "select cast(changes as text) from books for update";

    /// The lock, and in the same look what is asked for of leases and nodes. The look may be older than the lock, if that
    /// had to be waited for: then the counts in it are older, too, and all is read again.
    static final String LOOK =
            """
            with held as materialized (select changes, learned from books for update)
            select cast(json_build_object('changes', h.changes,
                'missed', h.changes - b.changes + h.learned - b.learned) as text) from held h, books b
            union all
            """;

    /// Budgets with their accounts in one statement: the books are locked already, so that one look is enough.
    static final String BUDGETS =
            """
            with b as materialized (select name, version, said, spec, created_at from budget order by name)
            select cast(json_build_object('name', b.name, 'version', b.version, 'said', b.said, 'spec', b.spec,
                'created_at', b.created_at,
                'accounts', (select coalesce(json_agg(to_json(a)), '[]') from account a
                    where a.budget in (b.name, b.name || '/others')
                    and (a.committed <> 0 or a.period_to > cast(cast(:now as text) as timestamptz)))) as text)
            from b
            union all
            """;

    private static final String NODE_FACTS =
            """
            union all
            select cast(json_build_object('node', n.node, 'version', n.version, 'state', n.state, 'milli_gpu', n.milli_gpu,
                'ready_since', n.ready_since, 'provider_id', n.provider_id, 'model', n.model, 'history',
                (select coalesce(json_agg(json_build_object('at', o.at, 'doc', o.doc) order by o.version), '[]')
                 from occupancy o where o.node = n.node)) as text)
            from node n
            """;

    static final String SOME =
            """
            select cast(json_build_object('purchase', purchase, 'doc', doc) as text) from lease
            where node = any(cast(string_to_array(:nodes, ',') as uuid[]))
            """
                    + NODE_FACTS
                    + "where n.node = any(cast(string_to_array(:nodes, ',') as uuid[]))";

    static final String RUNNING =
            """
            select cast(json_build_object('purchase', purchase, 'doc', doc) as text) from lease where standing <> 'ended'
            """
                    + NODE_FACTS
                    + "join lease l on l.node = n.node where l.standing <> 'ended'";

    private BookLooks() {}
}
