package io.headroom.platform.outbox;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.headroom.platform.service.ThisService;

/// What the relay does to `bus.outbox`: one statement a batch. Waits: for the relay's thread only.
@Singleton
class OutboxTable {

    /// Longer than any statement here takes on a busy machine; after that the database counts as away.
    private static final Duration WAIT = Duration.ofSeconds(10);

    private final Instance<Pool> pool;
    private final ThisService self;

    @Inject
    OutboxTable(Instance<Pool> pool, ThisService self) {
        this.pool = pool;
        this.self = self;
    }

    /// A service without a database says nothing.
    boolean exists() {
        return pool.isResolvable();
    }

    List<Pending> unsent(int limit) {
        RowSet<Row> rows =
                query(
                        """
                        select id, context, subject, key, type, payload, traceparent, occurred_at, attempts
                        from bus.outbox where service = $1 and sent_at is null order by seq limit $2
                        """,
                        Tuple.of(self.name(), limit));
        List<Pending> pending = new ArrayList<>();
        rows.forEach(row -> pending.add(Pending.of(row)));
        return pending;
    }

    void markSent(String stream, OffsetDateTime created, List<Sent> sent) {
        query(
                """
                update bus.outbox o set stream = $1, stream_created = $2, stream_seq = s.stream_seq, sent_at = now()
                from unnest($3::uuid[], $4::bigint[]) as s(id, stream_seq)
                where o.id = s.id and o.service = $5
                """,
                Tuple.tuple()
                        .addString(stream)
                        .addOffsetDateTime(created)
                        .addArrayOfUUID(sent.stream().map(Sent::id).toArray(UUID[]::new))
                        .addArrayOfLong(sent.stream().map(Sent::streamSeq).toArray(Long[]::new))
                        .addString(self.name()));
    }

    /// Everything that was sent to an older incarnation of the stream waits again. Said as two ranges, which an index finds: there
    /// are none of it, out of millions.
    int unsendOlder(String stream, OffsetDateTime created) {
        return query(
                        """
                        update bus.outbox set sent_at = null, attempts = attempts + 1
                        where service = $1 and stream = $2 and sent_at is not null
                        and (stream_created < $3 or stream_created > $3)
                        """,
                        Tuple.of(self.name(), stream, created))
                .rowCount();
    }

    /// Everything that was acknowledged at a place which the stream has not reached waits again.
    int unsendFrom(String stream, OffsetDateTime created, long firstLost) {
        return query(
                        """
                        update bus.outbox set sent_at = null, attempts = attempts + 1
                        where service = $1 and stream = $2 and sent_at is not null
                        and stream_created = $3 and stream_seq >= $4
                        """,
                        Tuple.of(self.name(), stream, created, firstLost))
                .rowCount();
    }

    /// What a comparison with the inboxes came to.
    ///
    /// @param missing so many wait again
    /// @param hasMore whether it ended because of its limit, and not at what is too young to be judged
    record Compared(int missing, boolean hasMore) {}

    /// Compares what was sent with what the inboxes of those who listen have, from where the last comparison ended:
    /// what they lack after a while waits again, three times at most; younger ones are not looked up. Each is looked up by its key: said as
    /// "not exists", the planner would rather read all that was ever done into a table, for some hundred rows.
    Compared unsendMissing(Duration grace, int limit) {
        return compared(
                query(
                        """
                        with looked as materialized (
                            select seq, id, context, event, sent_at, attempts,
                                coalesce(sent_at < now() - make_interval(secs => cast($3 as double precision) * (attempts + 1)),
                                    false) as settled
                            from bus.outbox
                            where service = $1 and seq > $4 order by seq limit $2),
                        judged as materialized (
                            select seq, attempts, settled, settled and exists (
                                select 1 from bus.listens c
                                where c.context = l.context and c.event = l.event and c.since < l.sent_at
                                and (select d.event_id from bus.done d
                                    where d.service = c.service and d.event_id = l.id) is null) as missing
                            from looked l),
                        unsettled as (
                            select min(seq) as seq from judged where not settled or (missing and attempts < 3)),
                        moved as (
                            insert into bus.relay (service, verified_seq)
                            select $1, max(j.seq) from judged j, unsettled u
                            where j.seq < coalesce(u.seq, j.seq + 1) having max(j.seq) is not null
                            on conflict (service) do update set verified_seq = excluded.verified_seq),
                        again as (
                            update bus.outbox o set sent_at = null, attempts = o.attempts + 1
                            from judged j where o.seq = j.seq and o.service = $1 and j.missing and j.attempts < 3
                            returning 1)
                        select (select count(*) from again) as missing,
                            (select count(*) from judged) = $2 and (select seq from unsettled) is null as has_more
                        """,
                        Tuple.of(self.name(), limit, (double) grace.toSeconds(), verified())));
    }

    /// Asked for by itself: where rows are the role's own, a comparison with what another query answers finds nothing by an index.
    private long verified() {
        RowSet<Row> rows =
                query(
                        "select verified_seq from bus.relay where service = $1",
                        Tuple.of(self.name()));
        return rows.size() == 0 ? 0 : rows.iterator().next().getLong("verified_seq");
    }

    private static Compared compared(RowSet<Row> rows) {
        Row row = rows.iterator().next();
        return new Compared(row.getLong("missing").intValue(), row.getBoolean("has_more"));
    }

    /// Forgets what is older than the streams keep it, inboxes after outboxes.
    void forget(Duration outboxAge, Duration inboxAge) {
        Tuple outbox = Tuple.of(self.name(), (double) outboxAge.toSeconds());
        Tuple inbox = Tuple.of(self.name(), (double) inboxAge.toSeconds());
        query(
                "delete from bus.outbox where service = $1 and sent_at < now() - make_interval(secs => $2)",
                outbox);
        query(
                "delete from bus.inbox where service = $1 and at < now() - make_interval(secs => $2)",
                inbox);
        query(
                "delete from bus.idempotency where service = $1 and created < now() - make_interval(secs => $2)",
                inbox);
    }

    private RowSet<Row> query(String sql, Tuple arguments) {
        Uni<RowSet<Row>> result = pool.get().preparedQuery(sql).execute(arguments);
        return result.await().atMost(WAIT);
    }
}
