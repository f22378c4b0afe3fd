package io.headroom.forecast.outlook;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.Tuple;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.forecast.ModelTrial;
import io.headroom.contracts.json.HeadroomJson;

/// The models that were tried on each series when it was last learned, with their weights: beside its newest forecast.
@Singleton
final class ModelTable {

    private static final String PUT =
            """
            update outlook o set models = r.models
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(series text, models text)
            where o.series = r.series
            """;

    private static final TypeReference<List<ModelTrial>> TRIALS = new TypeReference<>() {};

    private record Row(String series, String models) {}

    /// Of series that have a forecast already.
    Uni<Integer> put(Mutiny.Session session, SortedMap<String, List<ModelTrial>> tried) {
        List<Row> rows = new ArrayList<>();
        tried.forEach((series, trials) -> rows.add(new Row(series, json(trials))));
        return rows.isEmpty()
                ? Uni.createFrom().item(0)
                : session.createNativeQuery(PUT).setParameter("rows", json(rows)).executeUpdate();
    }

    Uni<SortedMap<String, List<ModelTrial>>> all(Mutiny.Session session) {
        return session.createNativeQuery(
                        "select series, models from outlook where models is not null", Tuple.class)
                .getResultList()
                .map(
                        rows -> {
                            SortedMap<String, List<ModelTrial>> tried = new TreeMap<>();
                            rows.forEach(
                                    row ->
                                            tried.put(
                                                    row.get(0, String.class),
                                                    read(row.get(1, String.class))));
                            return tried;
                        });
    }

    private static List<ModelTrial> read(String models) {
        try {
            return HeadroomJson.tolerant().readValue(models, TRIALS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the models of a series are broken", e);
        }
    }

    private static String json(Object value) {
        try {
            return HeadroomJson.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + value.getClass(), e);
        }
    }
}
