package io.headroom.platform.rest;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.json.HeadroomJson;
import io.headroom.platform.security.Caller;
import io.headroom.platform.service.ThisService;

/// Asked twice, done once: the answer to a key is kept in the transaction that it tells of, and given again.
@Singleton
public final class Idempotency {

    private static final String CLAIM =
            """
            insert into bus.idempotency (service, principal, key, request_hash)
            values (:service, :principal, :key, :hash) on conflict do nothing
            """;
    private static final String KEEP =
            """
            update bus.idempotency set status = :status, headers = :headers, response = :response
            where service = :service and principal = :principal and key = :key
            """;
    private static final String RECALL =
            """
            select request_hash || ' ' || status || ' ' || headers || ' ' || response from bus.idempotency
            where service = :service and principal = :principal and key = :key
            """;

    private static final String RECALL_ALL =
            """
            select cast(json_build_object('principal', i.principal, 'key', i.key, 'hash', request_hash, 'status', status,
                'headers', headers, 'response', response) as text)
            from bus.idempotency i join jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(principal text, key text)
                on i.principal = r.principal and i.key = r.key
            where service = :service and status is not null
            """;
    private static final String KEEP_ALL =
            """
            insert into bus.idempotency (service, principal, key, request_hash, status, headers, response)
            select :service, principal, key, hash, status, headers, response
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb))
                as r(principal text, key text, hash text, status integer, headers text, response text)
            on conflict do nothing returning cast(json_build_object('principal', principal, 'key', key) as text)
            """;

    /// Whose key it is, and which.
    public record Slot(String principal, String key) {}

    /// What a key's first request was, and its answer.
    public record Kept(
            String principal,
            String key,
            String hash,
            int status,
            String headers,
            String response) {

        public static Kept of(Slot slot, Object request, Reply reply) {
            return new Kept(
                    slot.principal(),
                    slot.key(),
                    Idempotency.hash(request),
                    reply.status(),
                    Idempotency.headers(reply),
                    write(reply.body()));
        }

        /// The answer, given again; a problem where this is another request.
        public Reply answerTo(Object request) {
            return reply(
                    String.join(" ", hash, Integer.toString(status), headers, response),
                    Idempotency.hash(request));
        }
    }

    private final ThisService self;

    @Inject
    Idempotency(ThisService self) {
        this.self = self;
    }

    /// Does it unless this caller did it under this key before; then the answer is the old one. The same key for another
    /// request is 422. Without a key it is simply done.
    public Uni<Reply> once(
            Mutiny.Session session,
            Optional<IdempotencyKey> key,
            Caller caller,
            Object request,
            Supplier<Uni<Reply>> effect) {
        if (key.isEmpty()) {
            return effect.get();
        }
        String hash = hash(request);
        // A second request with the key waits here until the first one's transaction has ended.
        return bind(session, CLAIM, caller, key.get())
                .setParameter("hash", hash)
                .executeUpdate()
                .chain(
                        claimed ->
                                claimed == 1
                                        ? effect.get()
                                                .call(
                                                        reply ->
                                                                keep(
                                                                        session, key.get(), caller,
                                                                        reply))
                                        : recall(session, key.get(), caller, hash));
    }

    private Uni<Integer> keep(
            Mutiny.Session session, IdempotencyKey key, Caller caller, Reply reply) {
        return bind(session, KEEP, caller, key)
                .setParameter("status", reply.status())
                .setParameter("headers", headers(reply))
                .setParameter("response", write(reply.body()))
                .executeUpdate();
    }

    private static String headers(Reply reply) {
        ObjectNode headers = HeadroomJson.mapper().createObjectNode();
        reply.version().ifPresent(v -> headers.put("version", v));
        reply.location().ifPresent(l -> headers.put("location", l.toString()));
        return headers.toString().replace(" ", "%20");
    }

    /// The answers that are kept for any of these keys.
    public Uni<Map<Slot, Kept>> recall(Mutiny.Session session, Collection<Slot> slots) {
        return slots.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : session.createNativeQuery(RECALL_ALL, String.class)
                        .setParameter("service", self.name())
                        .setParameter("rows", write(slots))
                        .getResultList()
                        .map(
                                rows -> {
                                    Map<Slot, Kept> kept = new HashMap<>();
                                    for (String row : rows) {
                                        Kept one = read(row, Kept.class);
                                        kept.put(new Slot(one.principal(), one.key()), one);
                                    }
                                    return kept;
                                });
    }

    /// Keeps answers in the transaction that they tell of. Answers whose keys were free: what the others ask for must not be done.
    public Uni<Set<Slot>> keep(Mutiny.Session session, Collection<Kept> answers) {
        return answers.isEmpty()
                ? Uni.createFrom().item(Set.of())
                : session.createNativeQuery(KEEP_ALL, String.class)
                        .setParameter("service", self.name())
                        .setParameter("rows", write(answers))
                        .getResultList()
                        .map(
                                rows ->
                                        rows.stream()
                                                .map(row -> read(row, Slot.class))
                                                .collect(Collectors.toSet()));
    }

    private static <T> T read(String json, Class<T> type) {
        try {
            return HeadroomJson.tolerant().readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a kept answer cannot be read", e);
        }
    }

    private Uni<Reply> recall(
            Mutiny.Session session, IdempotencyKey key, Caller caller, String hash) {
        Mutiny.SelectionQuery<String> query = session.createNativeQuery(RECALL, String.class);
        return query.setParameter("service", self.name())
                .setParameter("principal", caller.name())
                .setParameter("key", key.value())
                .getSingleResult()
                .map(kept -> reply(kept, hash));
    }

    private static Reply reply(String kept, String hash) {
        String[] parts = kept.split(" ", 4);
        if (!parts[0].equals(hash)) {
            throw Problem.unprocessable("Idempotency-Key", "was used for another request before");
        }
        try {
            JsonNode headers = HeadroomJson.mapper().readTree(parts[2]);
            return new Reply(
                    Integer.parseInt(parts[1]),
                    HeadroomJson.mapper().readTree(parts[3]),
                    headers.has("version")
                            ? OptionalLong.of(headers.get("version").asLong())
                            : OptionalLong.empty(),
                    headers.has("location")
                            ? Optional.of(URI.create(headers.get("location").asText()))
                            : Optional.empty());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a kept answer cannot be read", e);
        }
    }

    private Mutiny.MutationQuery bind(
            Mutiny.Session session, String sql, Caller caller, IdempotencyKey key) {
        return session.createNativeQuery(sql)
                .setParameter("service", self.name())
                .setParameter("principal", caller.name())
                .setParameter("key", key.value());
    }

    private static String hash(Object request) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(write(request).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String write(Object value) {
        try {
            return HeadroomJson.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + value.getClass(), e);
        }
    }
}
