package io.headroom.testkit.harness;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import io.nats.client.Connection;
import io.nats.client.NKey;
import io.nats.client.Nats;
import io.nats.client.Options;

import io.headroom.contracts.agent.LogPiece;
import io.headroom.contracts.agent.LogWanted;
import io.headroom.contracts.agent.ReplicaReport;
import io.headroom.contracts.agent.ReplicaState;
import io.headroom.contracts.agent.SecretsTold;
import io.headroom.contracts.agent.SecretsWanted;
import io.headroom.contracts.agent.Telemetry;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.local.nats.NatsPermissions;

/// A node's agent on the test bed's bus: what it would say, with the permissions that it would have.
public final class AnAgent implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final NodeId node;
    private final Connection nats;
    private final String boot = UUID.randomUUID().toString();
    private long sequence;

    private AnAgent(NodeId node, Connection nats) {
        this.node = node;
        this.nats = nats;
    }

    public static AnAgent of(NodeId node) {
        TestBed bed = TestBed.current();
        try {
            NKey key = NKey.createUser(null);
            String name = node.toString();
            String jwt =
                    bed.secrets()
                            .nats()
                            .agentJwt(
                                    new String(key.getPublicKey()),
                                    name,
                                    NatsPermissions.agent(TestBed.CELL, name));
            return new AnAgent(
                    node,
                    Nats.connect(
                            new Options.Builder()
                                    .server(bed.nats().url())
                                    .authHandler(
                                            Nats.staticCredentials(
                                                    jwt.toCharArray(), key.getSeed()))
                                    .inboxPrefix("_INBOX." + name + ".")
                                    .build()));
        } catch (IOException | InterruptedException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public SecretsTold asks(WorkloadId workload, String publicKey) {
        SecretsWanted wanted = new SecretsWanted(node, workload, 0, 1, publicKey);
        try {
            byte[] answer =
                    nats.requestWithTimeout(subject("secrets"), bytes(wanted), SOON)
                            .get(SOON.toSeconds(), TimeUnit.SECONDS)
                            .getData();
            return HeadroomJson.tolerant().readValue(answer, SecretsTold.class);
        } catch (IOException | InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    public void answersForLogs(Function<LogWanted, LogPiece> answer) {
        nats.createDispatcher(
                        message -> {
                            try {
                                LogWanted wanted =
                                        HeadroomJson.tolerant()
                                                .readValue(message.getData(), LogWanted.class);
                                nats.publish(message.getReplyTo(), bytes(answer.apply(wanted)));
                            } catch (IOException e) {
                                throw new IllegalStateException(e);
                            }
                        })
                .subscribe("headroom." + TestBed.CELL + ".ask." + node);
        flush();
    }

    public void reports(WorkloadId workload, ReplicaState state, String log) {
        reports(workload, 1, state, log);
    }

    public void reports(WorkloadId workload, int attempt, ReplicaState state, String log) {
        ReplicaReport report =
                new ReplicaReport(
                        node,
                        boot,
                        ++sequence,
                        workload,
                        0,
                        attempt,
                        state,
                        3,
                        Instant.now(),
                        "",
                        log.isEmpty() ? null : log);
        nats.publish(subject("report"), bytes(report));
        flush();
    }

    /// Says what one replica is asked, in requests a second.
    public void counts(WorkloadId workload, int replica, double perSecond) {
        Telemetry said =
                new Telemetry(
                        node,
                        Instant.now(),
                        List.of(),
                        null,
                        List.of(new Telemetry.Requests(workload, replica, 1, perSecond, null)));
        nats.publish(subject("telemetry"), bytes(said));
        flush();
    }

    private String subject(String kind) {
        return "headroom." + TestBed.CELL + ".agent." + kind + "." + node;
    }

    private void flush() {
        try {
            nats.flush(SOON);
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(Object value) {
        try {
            return HeadroomJson.mapper().writeValueAsBytes(value);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            nats.close();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
