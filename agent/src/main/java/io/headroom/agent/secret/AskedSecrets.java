package io.headroom.agent.secret;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.headroom.agent.AgentCommons;
import io.headroom.agent.link.Backoff;
import io.headroom.agent.link.CellLink;
import io.headroom.contracts.agent.SecretsTold;
import io.headroom.contracts.agent.SecretsWanted;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.ReplicaAssignment;
import io.headroom.contracts.seal.SealingKey;

/// Asks the cell for a replica's secrets, each time with a key of its own, until they are told or refused, or its patience ends.
public final class AskedSecrets implements SecretSource {

    /// Longer than a service is away that was killed and started again; a replica that waits holds its GPUs.
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final NodeId node;
    private final CellLink link;
    private final ObjectMapper json;
    private final AgentCommons commons;

    public AskedSecrets(NodeId node, CellLink link, ObjectMapper json, AgentCommons commons) {
        this.node = node;
        this.link = link;
        this.json = json;
        this.commons = commons;
    }

    @Override
    public CompletableFuture<Map<String, String>> of(ReplicaAssignment assignment) {
        CompletableFuture<Map<String, String>> known = new CompletableFuture<>();
        ask(assignment, known, 1);
        return known.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionallyCompose(e -> CompletableFuture.failedFuture(plain(e)));
    }

    private void ask(
            ReplicaAssignment assignment,
            CompletableFuture<Map<String, String>> known,
            long attempt) {
        SealingKey key = SealingKey.fresh();
        SecretsWanted wanted =
                new SecretsWanted(
                        node,
                        assignment.workload(),
                        assignment.replica(),
                        assignment.attempt(),
                        key.publicKey());
        var _ =
                link.ask("secrets", bytes(wanted))
                        .whenComplete(
                                (answer, unanswered) -> {
                                    if (answer == null) {
                                        again(assignment, known, attempt);
                                    } else {
                                        take(answer, wanted, key, known);
                                    }
                                });
    }

    private void again(
            ReplicaAssignment assignment,
            CompletableFuture<Map<String, String>> known,
            long attempt) {
        if (!known.isDone()) {
            var _ =
                    commons.timer()
                            .schedule(
                                    () ->
                                            commons.workers()
                                                    .execute(
                                                            () ->
                                                                    ask(
                                                                            assignment,
                                                                            known,
                                                                            attempt + 1)),
                                    Backoff.after(attempt).toMillis(),
                                    TimeUnit.MILLISECONDS);
        }
    }

    private void take(
            byte[] answer,
            SecretsWanted wanted,
            SealingKey key,
            CompletableFuture<Map<String, String>> known) {
        try {
            SecretsTold told = json.readValue(answer, SecretsTold.class);
            if (told.values() == null) {
                known.completeExceptionally(
                        new IOException("its secrets are refused: " + told.refused()));
            } else {
                byte[] values = key.open(told.values(), wanted.about());
                known.complete(json.readValue(values, new TypeReference<>() {}));
            }
        } catch (IOException | IllegalArgumentException e) {
            known.completeExceptionally(new IOException("its secrets cannot be read", e));
        }
    }

    private static Throwable plain(Throwable e) {
        return e instanceof java.util.concurrent.TimeoutException
                ? new IOException("its secrets did not come within " + PATIENCE.toSeconds() + " s")
                : e;
    }

    private byte[] bytes(SecretsWanted wanted) {
        try {
            return json.writeValueAsBytes(wanted);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of the contracts cannot be written", e);
        }
    }
}
