package io.headroom.forecast.requests;

import java.util.List;
import java.util.Map;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.platform.database.Rows;

/// What the requests of each service needed in each minute.
@Singleton
public final class RequestTable {

    private static final String PUT =
            """
            insert into request_minute (series, tenant, environment, service, at, class, shape, per_second, replicas, asked, gpus)
            select series, tenant, environment, service, at, "workloadClass", shape, "perSecond", replicas, asked, gpus
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb))
                as r(series text, tenant text, environment text, service text, at timestamptz, "workloadClass" text, shape text,
                    "perSecond" double precision, replicas integer, asked double precision, gpus double precision)
            on conflict (series, tenant, environment, service, at) do update set class = excluded.class, shape = excluded.shape,
                per_second = excluded.per_second, replicas = excluded.replicas, asked = excluded.asked, gpus = excluded.gpus
            """;

    /// The minute is written before the forecast that is made of it, which may take longer than the next minute to come on a fast clock.
    private static final String NEWEST =
            """
            select series, tenant, environment, service, at, class as "workloadClass", shape, per_second as "perSecond", replicas, asked, gpus
            from request_minute where at >= (select max(at) from request_minute) - interval '5 minutes' order by at, series, tenant, environment, service
            """;

    /// Of one minute the last that is said counts.
    public Uni<Integer> put(Mutiny.Session session, List<RequestMinute> minutes) {
        return Rows.write(session, PUT, minutes);
    }

    /// The newest minutes of which anything is known, of those that the transaction may see.
    public Uni<List<RequestMinute>> newest(Mutiny.Session session) {
        return Rows.list(session, NEWEST, Map.of(), RequestMinute.class);
    }
}
