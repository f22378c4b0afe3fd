package io.headroom.platform.rest;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

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
        ObjectNode headers = HeadroomJson.mapper().createObjectNode();
        reply.version().ifPresent(v -> headers.put("version", v));
        reply.location().ifPresent(l -> headers.put("location", l.toString()));
        return bind(session, KEEP, caller, key)
                .setParameter("status", reply.status())
                .setParameter("headers", headers.toString().replace(" ", "%20"))
                .setParameter("response", write(reply.body()))
                .executeUpdate();
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
