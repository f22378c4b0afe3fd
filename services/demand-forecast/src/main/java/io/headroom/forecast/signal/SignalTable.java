package io.headroom.forecast.signal;

import java.time.Instant;
import java.time.OffsetDateTime;
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
                .setParameter("until", signal.over())
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
                .chain(rows -> sizes(session).map(sizes -> views(rows, sizes, now)));
    }

    private static List<SignalView> views(
            List<Tuple> rows, SortedMap<String, Double> sizes, Instant now) {
        return rows.stream().map(row -> view(row, sizes, now)).toList();
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
                .chain(rows -> sizes(session).map(sizes -> views(rows, sizes, now)))
                .map(found -> found.stream().findFirst());
    }

    private static SignalView view(Tuple row, SortedMap<String, Double> sizes, Instant now) {
        Signal signal = signal(row.get(2, String.class));
        return SignalView.of(
                row.get(0, UUID.class),
                row.get(1, OffsetDateTime.class).toInstant(),
                signal,
                sizes,
                now);
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

    /// Mean GPUs of late, of each series that has a past.
    Uni<SortedMap<String, Double>> sizes(Mutiny.Session session) {
        return session.createNativeQuery(
                        "select series, mean_gpus from outlook where mean_gpus is not null",
                        Tuple.class)
                .getResultList()
                .map(
                        rows -> {
                            SortedMap<String, Double> sizes = new TreeMap<>();
                            rows.forEach(
                                    row ->
                                            sizes.put(
                                                    row.get(0, String.class),
                                                    row.get(1, Double.class)));
                            return sizes;
                        });
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
