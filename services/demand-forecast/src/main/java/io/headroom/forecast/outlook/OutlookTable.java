package io.headroom.forecast.outlook;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.Tuple;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.contracts.json.HeadroomJson;

/// The newest forecast of each series.
@Singleton
final class OutlookTable {

    private static final String PUT =
            """
            insert into outlook (series, version, at, body, mean_gpus)
            select series, version, at, body, "meanGpus" from jsonb_to_recordset(cast(cast(:rows as text) as jsonb))
                as r(series text, version bigint, at timestamptz, body text, "meanGpus" double precision)
            on conflict (series) do update set version = excluded.version, at = excluded.at, body = excluded.body, mean_gpus = excluded.mean_gpus
            """;

    private record Row(
            String series, long version, Instant at, String body, @Nullable Double meanGpus) {}

    /// @param sizes mean GPUs of late, of each series that has a past
    Uni<Integer> put(
            Mutiny.Session session,
            List<DemandForecast> said,
            SortedMap<String, Double> sizes,
            Instant now) {
        return said.isEmpty()
                ? Uni.createFrom().item(0)
                : session.createNativeQuery(PUT)
                        .setParameter(
                                "rows",
                                json(
                                        said.stream()
                                                .map(
                                                        f ->
                                                                new Row(
                                                                        f.series().toString(),
                                                                        f.version(),
                                                                        now,
                                                                        json(f),
                                                                        sizes.get(
                                                                                f.series()
                                                                                        .toString())))
                                                .toList()))
                        .executeUpdate();
    }

    Uni<List<DemandForecast>> all(Mutiny.Session session) {
        return session.createNativeQuery("select body from outlook order by series", String.class)
                .getResultList()
                .map(bodies -> bodies.stream().map(OutlookTable::read).toList());
    }

    /// The version of each series' newest forecast.
    Uni<SortedMap<String, Long>> versions(Mutiny.Session session) {
        return session.createNativeQuery("select series, version from outlook", Tuple.class)
                .getResultList()
                .map(
                        rows -> {
                            SortedMap<String, Long> versions = new TreeMap<>();
                            rows.forEach(
                                    row ->
                                            versions.put(
                                                    row.get(0, String.class),
                                                    row.get(1, Long.class)));
                            return versions;
                        });
    }

    /// Forgets series of which nothing is left to say.
    Uni<Integer> remove(Mutiny.Session session, Set<String> series) {
        return series.isEmpty()
                ? Uni.createFrom().item(0)
                : session.createNativeQuery(
                                "delete from outlook where series in (select jsonb_array_elements_text("
                                        + "cast(cast(:series as text) as jsonb)))")
                        .setParameter("series", json(series))
                        .executeUpdate();
    }

    private static String json(Object value) {
        try {
            return HeadroomJson.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + value.getClass(), e);
        }
    }

    private static DemandForecast read(String body) {
        try {
            return HeadroomJson.tolerant().readValue(body, DemandForecast.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored forecast is broken", e);
        }
    }
}
