package io.headroom.forecast.measure;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.platform.database.Rows;

/// Writes what the demand of each origin is made of, in each minute.
@Singleton
public final class MeasureTable {

    /// A clock that is set back by more begins anew where it is; by less, it is waited for.
    private static final Duration SET_BACK = Duration.ofHours(1);

    private static final String ADD =
            """
            insert into measure as m (series, at, tenant, class, shape, arrivals, work)
            select series, at, tenant, "workloadClass", shape, arrivals, work from jsonb_to_recordset(cast(cast(:rows as text) as jsonb))
                as r(series text, at timestamptz, tenant text, "workloadClass" text, shape text, arrivals bigint, work bigint)
            order by series, at, tenant, "workloadClass", shape
            on conflict (series, at, tenant, class, shape) do update set
                arrivals = coalesce(m.arrivals, 0) + excluded.arrivals, work = coalesce(m.work, 0) + excluded.work
            """;

    private static final String PUT =
            """
            insert into measure as m (series, at, tenant, class, shape, arrivals, work, running, queued, waiting, outlived, unasked)
            select series, :at, tenant, "workloadClass", shape, 0, 0, running, queued, waiting, outlived, unasked
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb))
                as r(series text, tenant text, "workloadClass" text, shape text, running bigint, queued bigint, waiting bigint,
                    outlived double precision, unasked double precision)
            on conflict (series, at, tenant, class, shape) do update set
                arrivals = coalesce(m.arrivals, 0), work = coalesce(m.work, 0),
                running = excluded.running, queued = excluded.queued, waiting = excluded.waiting,
                outlived = excluded.outlived, unasked = excluded.unasked
            where (m.running, m.queued, m.waiting, m.outlived, m.unasked)
                is distinct from (excluded.running, excluded.queued, excluded.waiting, excluded.outlived, excluded.unasked)
            """;

    /// `not in`, since that is hashed: the planner does not know how many there are.
    private static final String GONE =
            """
            with told as materialized (
                select series, tenant, "workloadClass", shape from jsonb_to_recordset(cast(cast(:rows as text) as jsonb))
                    as r(series text, tenant text, "workloadClass" text, shape text))
            update measure m set running = 0, queued = 0, waiting = 0, outlived = 0, unasked = 0
            from (select unnest(string_to_array(:seen, chr(10))) as series) s
            where m.series = s.series and m.at = :at and m.running is not null
                and (m.series, m.tenant, m.class, m.shape) not in (select * from told)
            """;

    /// Events may be taken in side by side, and none while the loop adds what runs.
    private static final String KNOWN =
            """
            select cast(json_build_object('booked', b.up_to,
                'runs', (select coalesce(json_agg(json_build_object('workload', d.workload, 'milliGpu', d.milli_gpu, 'since', d.started_at,
                        'origin', json_build_object('series', d.series, 'tenant', coalesce(d.tenant, '~others'),
                            'workloadClass', coalesce(d.class, '~others'), 'shape', coalesce(d.shape, '~others')))), '[]')
                    from demand d where d.workload = any (cast(string_to_array(:ids, ',') as uuid[]))),
                'over', (select coalesce(json_agg(e.workload), '[]')
                    from ended e where e.workload = any (cast(string_to_array(:ids, ',') as uuid[])))) as text)
            from booked b
            """;

    /// What is known of the workloads that events speak of. Until the transaction ends, the loop adds nothing.
    public Uni<Tally.Known> known(Mutiny.Session session, Collection<UUID> workloads) {
        return Rows.texts(session, "select cast(up_to as text) from booked for share", Map.of())
                .chain(() -> Rows.text(session, KNOWN, Map.of("ids", Rows.ids(workloads))))
                .map(found -> Rows.read(found.orElseThrow(), Tally.Known.class));
    }

    public Uni<Void> add(Mutiny.Session session, List<Flow> flows) {
        return Rows.write(session, ADD, flows).replaceWithVoid();
    }

    /// Up to when what runs has been added. Until the transaction ends, no event is taken in.
    public Uni<Instant> booked(Mutiny.Session session) {
        return Rows.text(
                        session,
                        "select cast(to_json(up_to) as text) from booked for update",
                        Map.of())
                .map(found -> Rows.instant(Rows.read(found.orElseThrow(), JsonNode.class)));
    }

    /// Adds what runs, up to a minute.
    ///
    /// @param booked up to when it has been added
    public Uni<Void> book(
            Mutiny.Session session, Collection<Tally.Run> running, Instant booked, Instant minute) {
        if (!minute.isAfter(booked) && !minute.isBefore(booked.minus(SET_BACK))) {
            return Uni.createFrom().voidItem();
        }
        List<Flow> onward =
                minute.isBefore(booked) ? List.of() : Tally.onward(running, booked, minute);
        return add(session, onward)
                .chain(
                        () ->
                                Rows.execute(
                                        session,
                                        "update booked set up_to = :minute",
                                        Map.of("minute", minute)))
                .replaceWithVoid();
    }

    /// Of what is not named nothing runs, waits or is wanted, and nothing is written.
    ///
    /// @param seen series of which something has been written in this minute: what of it is not named is nothing now
    public Uni<Void> put(
            Mutiny.Session session,
            SortedMap<Origin, Level> levels,
            Collection<String> seen,
            Instant minute) {
        String rows = Rows.json(levels.values());
        Uni<Integer> gone =
                seen.isEmpty()
                        ? Uni.createFrom().item(0)
                        : Rows.execute(
                                session,
                                GONE,
                                Map.of(
                                        "rows",
                                        rows,
                                        "seen",
                                        String.join("\n", seen),
                                        "at",
                                        minute));
        return gone.chain(
                        () ->
                                levels.isEmpty()
                                        ? Uni.createFrom().item(0)
                                        : Rows.execute(
                                                session, PUT, Map.of("rows", rows, "at", minute)))
                .replaceWithVoid();
    }
}
