package io.headroom.forecast.requests;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;

import io.nats.client.Connection;
import io.nats.client.NKey;
import io.nats.client.Nats;
import io.nats.client.Options;

import io.headroom.contracts.agent.Telemetry;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.local.nats.NatsPermissions;
import io.headroom.testkit.harness.TestBed;

/// A node's agent, as far as demand-forecast hears it, under its own credentials.
final class AnAgent implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final NodeId node;
    private final Connection nats;

    private AnAgent(NodeId node, Connection nats) {
        this.node = node;
        this.nats = nats;
    }

    static AnAgent start() {
        TestBed bed = TestBed.current();
        NodeId node = new NodeId(UUID.randomUUID());
        String name = node.toString();
        try {
            NKey key = NKey.createUser(null);
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

    void counts(WorkloadId workload, int replica, double perSecond) {
        Telemetry said =
                new Telemetry(
                        node,
                        Instant.now(),
                        List.of(),
                        null,
                        List.of(new Telemetry.Requests(workload, replica, 1, perSecond, null)));
        try {
            nats.publish(
                    "headroom." + TestBed.CELL + ".agent.telemetry." + node,
                    HeadroomJson.mapper().writeValueAsBytes(said));
            nats.flush(SOON);
        } catch (IOException | InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            nats.close();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
