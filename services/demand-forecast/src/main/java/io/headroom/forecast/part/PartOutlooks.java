package io.headroom.forecast.part;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.platform.database.Rows;

/// The newest forecast of each part of a series.
@Singleton
public final class PartOutlooks {

    private static final String PUT =
            """
            insert into part_outlook (series, dimension, name, version, body)
            select series, dimension, name, version, body from jsonb_to_recordset(cast(cast(:rows as text) as jsonb))
                as r(series text, dimension text, name text, version bigint, body text)
            on conflict (series, dimension, name) do update set version = excluded.version, body = excluded.body
            """;

    private record Row(String series, String dimension, String name, long version, String body) {}

    /// Parts that have none any more, since others want more than they, lose what was said of them.
    Uni<Void> replace(Mutiny.Session session, List<PartForecast> said, long version) {
        List<Row> rows =
                said.stream()
                        .map(
                                p ->
                                        new Row(
                                                p.part().series(),
                                                p.part().dimension().word(),
                                                p.part().name(),
                                                version,
                                                Rows.json(p.forecast())))
                        .toList();
        return Rows.write(session, PUT, rows)
                .chain(
                        () ->
                                Rows.execute(
                                        session,
                                        "delete from part_outlook where version < :version",
                                        Map.of("version", version)))
                .replaceWithVoid();
    }

    /// Those that the transaction may see.
    public Uni<List<PartForecast>> all(Mutiny.Session session) {
        return Rows.list(
                        session,
                        "select series, dimension, name, body from part_outlook order by series,"
                                + " dimension, name",
                        Map.of(),
                        JsonNode.class)
                .map(rows -> rows.stream().map(PartOutlooks::read).toList());
    }

    private static PartForecast read(JsonNode row) {
        return new PartForecast(
                new PartKey(
                        row.path("series").asText(),
                        Dimension.of(row.path("dimension").asText()),
                        row.path("name").asText()),
                Rows.read(row.path("body").asText(), DemandForecast.class));
    }
}
