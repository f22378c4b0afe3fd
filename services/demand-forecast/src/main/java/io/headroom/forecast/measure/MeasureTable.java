package io.headroom.forecast.measure;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import io.headroom.platform.database.Rows;

/// What the demand of each series was made of, in each minute.
@Singleton
public final class MeasureTable {

    /// A clock that is set back by more begins anew where it is; by less, it is waited for.
    private static final Duration SET_BACK = Duration.ofHours(1);

    private static final String ADD =
            """
            insert into measure as m (series, at, arrivals, work)
            select series, at, arrivals, work from jsonb_to_recordset(cast(cast(:rows as text) as jsonb))
                as r(series text, at timestamptz, arrivals bigint, work bigint) order by series, at
            on conflict (series, at) do update set
                arrivals = coalesce(m.arrivals, 0) + excluded.arrivals, work = coalesce(m.work, 0) + excluded.work
            """;

    private static final String PUT =
            """
            insert into measure as m (series, at, arrivals, work, running, queued, waiting, outlived, unasked)
            select series, :at, 0, 0, running, queued, waiting, outlived, unasked from jsonb_to_recordset(cast(cast(:rows as text) as jsonb))
                as r(series text, running bigint, queued bigint, waiting bigint, outlived double precision, unasked double precision)
            on conflict (series, at) do update set
                arrivals = coalesce(m.arrivals, 0), work = coalesce(m.work, 0),
                running = excluded.running, queued = excluded.queued, waiting = excluded.waiting,
                outlived = excluded.outlived, unasked = excluded.unasked
            where (m.running, m.queued, m.waiting, m.outlived, m.unasked)
                is distinct from (excluded.running, excluded.queued, excluded.waiting, excluded.outlived, excluded.unasked)
            """;

    /// Events may be taken in side by side, and none while the loop adds what runs.
    private static final String KNOWN =
            """
            select cast(json_build_object('booked', b.up_to,
                'runs', (select coalesce(json_agg(json_build_object('workload', d.workload, 'series', d.series, 'milliGpu', d.milli_gpu, 'since', d.started_at)), '[]')
                    from demand d where d.workload = any (cast(string_to_array(:ids, ',') as uuid[]))),
                'over', (select coalesce(json_agg(e.workload), '[]')
                    from ended e where e.workload = any (cast(string_to_array(:ids, ',') as uuid[])))) as text)
            from booked b
            """;

    private static final String READ =
            """
            select cast(json_build_object('at', coalesce(s.at, m.at), 'gpus', s.gpus, 'arrivals', m.arrivals, 'work', m.work,
                'running', m.running, 'queued', m.queued, 'waiting', m.waiting, 'outlived', m.outlived, 'unasked', m.unasked,
                'measured', m.at is not null) as text)
            from (select at, gpus from sample where series = :series and at >= :from and at < :to) s
                full join (select * from measure where series = :series and at >= :from and at < :to) m on m.at = s.at
            """;

    /// One minute of a series, as far as anything is known of it.
    ///
    /// @param gpus wanted; absent in a gap
    /// @param measured whether more is known of it than what was wanted
    record Row(
            Instant at,
            @Nullable Double gpus,
            @Nullable Long arrivals,
            @Nullable Long work,
            @Nullable Long running,
            @Nullable Long queued,
            @Nullable Long waiting,
            @Nullable Double outlived,
            @Nullable Double unasked,
            boolean measured) {}

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
    /// @param gone series that were named earlier in the minute, and are not now
    public Uni<Void> put(
            Mutiny.Session session,
            SortedMap<String, Level> levels,
            Collection<String> gone,
            Instant minute) {
        List<Level> all =
                Stream.concat(levels.values().stream(), gone.stream().map(Level::none)).toList();
        return all.isEmpty()
                ? Uni.createFrom().voidItem()
                : Rows.execute(session, PUT, Map.of("rows", Rows.json(all), "at", minute))
                        .replaceWithVoid();
    }

    /// What is known of some minutes, in no order.
    Uni<List<Row>> minutes(Mutiny.Session session, String series, Instant from, Instant to) {
        return Rows.texts(session, READ, Map.of("series", series, "from", from, "to", to))
                .map(rows -> Rows.parse(rows, Row.class));
    }

    /// Up to which minute what runs has been added.
    Uni<Instant> complete(Mutiny.Session session) {
        return Rows.text(session, "select cast(to_json(up_to) as text) from booked", Map.of())
                .map(
                        found ->
                                found.map(f -> Rows.instant(Rows.read(f, JsonNode.class)))
                                        .orElse(Instant.EPOCH));
    }

    /// Whether anything is known of a series, of those that the transaction may see.
    Uni<Boolean> isKnown(Mutiny.Session session, String series) {
        return Rows.text(
                        session,
                        "select series from sample where series = :series limit 1",
                        Map.of("series", series))
                .map(Optional::isPresent);
    }
}
