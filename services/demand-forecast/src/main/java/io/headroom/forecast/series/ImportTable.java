package io.headroom.forecast.series;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import io.headroom.forecast.measure.Origin;
import io.headroom.platform.database.Rows;

/// Writes what an import says of the past.
@Singleton
final class ImportTable {

    /// What an import says of a minute it says of all that was in it: an origin that it does not name had none of it. What it does not say of a minute it
    /// changes is not known any more: what ran and waited is what was wanted.
    private static final String PUT =
            """
            with said as (
                select * from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(series text, at timestamptz, gpus double precision, measured boolean)),
            made as materialized (
                select * from jsonb_to_recordset(cast(cast(:made as text) as jsonb)) as r(series text, at timestamptz, tenant text, "workloadClass" text, shape text,
                    arrivals bigint, work bigint, running bigint, queued bigint, waiting bigint)),
            minutes as (
                select series, at, count(arrivals) > 0 as arrivals, count(work) > 0 as work from made group by series, at),
            changed as (
                insert into sample (series, at, gpus) select series, at, gpus from said
                on conflict (series, at) do update set gpus = excluded.gpus where sample.gpus <> excluded.gpus
                returning series, at),
            measured as (
                insert into measure as m (series, at, tenant, class, shape, arrivals, work, running, queued, waiting, outlived, unasked)
                select series, at, tenant, "workloadClass", shape, arrivals, work, running, queued, waiting,
                    case when running is not null then 0 end, case when running is not null then 0 end from made
                on conflict (series, at, tenant, class, shape) do update set
                    arrivals = coalesce(excluded.arrivals, m.arrivals), work = coalesce(excluded.work, m.work),
                    running = excluded.running, queued = excluded.queued, waiting = excluded.waiting,
                    outlived = excluded.outlived, unasked = excluded.unasked
                where (m.arrivals, m.work, m.running, m.queued, m.waiting, m.outlived, m.unasked)
                    is distinct from (coalesce(excluded.arrivals, m.arrivals), coalesce(excluded.work, m.work),
                        excluded.running, excluded.queued, excluded.waiting, excluded.outlived, excluded.unasked)
                returning series, at),
            others as (
                update measure m set arrivals = case when not s.arrivals then m.arrivals end, work = case when not s.work then m.work end,
                    running = null, queued = null, waiting = null, outlived = null, unasked = null
                from minutes s
                where m.series = s.series and m.at = s.at
                    and (m.running is not null or (s.arrivals and m.arrivals is not null) or (s.work and m.work is not null))
                    and not exists (select 1 from made t
                        where (t.series, t.at, t.tenant, t."workloadClass", t.shape) = (m.series, m.at, m.tenant, m.class, m.shape))
                returning m.series, m.at),
            unknown as (
                update measure m set running = null, queued = null, waiting = null, outlived = null, unasked = null
                from changed c join said s on s.series = c.series and s.at = c.at and not s.measured
                where m.series = c.series and m.at = c.at)
            select cast(count(*) as text) from (
                select series, at from changed union select series, at from measured union select series, at from others) minutes
            """;

    /// One minute of one series.
    ///
    /// @param measured whether anything is said but what was wanted
    record Said(String series, Instant at, double gpus, boolean measured) {}

    /// What it was made of, as far as that is said: in one minute of a series the same of each origin.
    ///
    /// @param work millionths of a GPU-second; @param running milli-GPUs; @param queued milli-GPUs
    record Made(
            @JsonUnwrapped Origin origin,
            Instant at,
            @Nullable Long arrivals,
            @Nullable Long work,
            @Nullable Long running,
            @Nullable Long queued,
            @Nullable Long waiting) {}

    /// How many minutes were not already known so.
    Uni<Integer> put(Mutiny.Session session, Collection<Said> minutes, Collection<Made> made) {
        return minutes.isEmpty()
                ? Uni.createFrom().item(0)
                : Rows.text(
                                session,
                                PUT,
                                Map.of("rows", Rows.json(minutes), "made", Rows.json(made)))
                        .map(changed -> changed.map(Integer::parseInt).orElse(0));
    }
}
