package io.headroom.forecast.signal;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.Tuple;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.contracts.json.HeadroomJson;

/// The signals that are not over.
@Singleton
public final class SignalTable {

    Uni<Void> add(Mutiny.Session session, UUID id, Signal signal, Instant now) {
        return session.createNativeQuery(
                        "insert into signal (id, lane, body, until, created_at) values (:id, :lane, :body,"
                                + " :until, :now) on conflict (id) do nothing")
                .setParameter("id", id)
                .setParameter("lane", signal.lane())
                .setParameter("body", json(signal))
                .setParameter("until", signal.to())
                .setParameter("now", now)
                .executeUpdate()
                .replaceWithVoid();
    }

    Uni<List<SignalView>> views(Mutiny.Session session, Instant now) {
        return session.createNativeQuery(
                        "select id, created_at, body from signal where until > :now order by"
                                + " created_at, id",
                        Tuple.class)
                .setParameter("now", now)
                .getResultList()
                .map(rows -> rows.stream().map(SignalTable::view).toList());
    }

    /// One of them; empty if there is none by this name, or it is over.
    Uni<Optional<SignalView>> view(Mutiny.Session session, String id, Instant now) {
        return session.createNativeQuery(
                        "select id, created_at, body from signal where cast(id as text) = :id"
                                + " and until > :now",
                        Tuple.class)
                .setParameter("id", id)
                .setParameter("now", now)
                .getResultList()
                .map(rows -> rows.stream().map(SignalTable::view).findFirst());
    }

    private static SignalView view(Tuple row) {
        return new SignalView(
                row.get(0, UUID.class),
                1,
                row.get(1, OffsetDateTime.class).toInstant(),
                signal(row.get(2, String.class)));
    }

    /// How many were there.
    Uni<Integer> remove(Mutiny.Session session, String id) {
        return session.createNativeQuery("delete from signal where cast(id as text) = :id")
                .setParameter("id", id)
                .executeUpdate();
    }

    public Uni<List<Signal>> open(Mutiny.Session session, Instant now) {
        return session.createNativeQuery(
                        "select body from signal where until > :now order by created_at, id",
                        String.class)
                .setParameter("now", now)
                .getResultList()
                .map(bodies -> bodies.stream().map(SignalTable::signal).toList());
    }

    /// A forecast with what is known besides.
    public static DemandForecast with(DemandForecast forecast, List<Signal> signals) {
        List<Signal> ours =
                signals.stream().filter(s -> s.series().equals(forecast.series())).toList();
        if (ours.isEmpty()) {
            return forecast;
        }
        SortedMap<String, List<Double>> raised = new TreeMap<>();
        forecast.quantiles()
                .forEach(
                        (level, path) ->
                                raised.put(
                                        level,
                                        raised(forecast, Double.parseDouble(level), path, ours)));
        return new DemandForecast(
                forecast.series(),
                forecast.version(),
                forecast.from(),
                forecast.step(),
                raised,
                forecast.model() + " + signals",
                true,
                "",
                forecast.typical(),
                forecast.classShares());
    }

    private static List<Double> raised(
            DemandForecast forecast, double level, List<Double> path, List<Signal> signals) {
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < path.size(); i++) {
            Instant at = forecast.from().plus(forecast.step().multipliedBy(i));
            double more =
                    signals.stream()
                            .filter(s -> s.covers(at) && s.reaches(level))
                            .mapToDouble(Signal::gpus)
                            .sum();
            values.add(path.get(i) + more);
        }
        return values;
    }

    private static String json(Signal signal) {
        try {
            return HeadroomJson.mapper().writeValueAsString(signal);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a signal that cannot be written", e);
        }
    }

    private static Signal signal(String body) {
        try {
            return HeadroomJson.tolerant().readValue(body, Signal.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored signal is broken", e);
        }
    }
}
