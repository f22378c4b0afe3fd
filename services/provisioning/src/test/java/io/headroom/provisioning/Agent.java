package io.headroom.provisioning;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.nats.client.Connection;
import io.nats.client.NKey;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.agent.Heartbeat;
import io.headroom.contracts.agent.Prepared;
import io.headroom.contracts.agent.Pressure;
import io.headroom.contracts.agent.ReplicaReport;
import io.headroom.contracts.agent.ReplicaState;
import io.headroom.contracts.agent.Telemetry;
import io.headroom.contracts.agent.UserData;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.provisioning.provider.LaunchAttempt;

import static io.restassured.RestAssured.given;

/// A node's agent, as far as provisioning sees it: it joins with its one-time token and says that it lives.
final class Agent implements AutoCloseable {

    private final NodeId node;
    private final Connection connection;
    private long sequence;
    private long reports;
    private @Nullable Instant takenBackAt;

    private Agent(NodeId node, Connection connection) {
        this.node = node;
        this.connection = connection;
    }

    static Agent boot(LaunchAttempt attempt) throws Exception {
        return boot(
                HeadroomJson.tolerant().readValue(attempt.userData(), UserData.class).headroom());
    }

    static Agent boot(UserData.Headroom told) throws Exception {
        NKey key = NKey.createUser(null);
        Response answer = join(told, new String(key.getPublicKey()));
        answer.then().statusCode(200);
        return new Agent(told.node(), connect(answer, key, told.node()));
    }

    NodeId node() {
        return node;
    }

    private static Connection connect(Response answer, NKey key, NodeId node)
            throws IOException, InterruptedException {
        return Nats.connect(
                Options.builder()
                        .server(answer.path("natsUrl"))
                        .inboxPrefix("_INBOX." + node + ".")
                        .authHandler(
                                Nats.staticCredentials(
                                        answer.<String>path("jwt").toCharArray(), key.getSeed()))
                        .build());
    }

    static Response join(UserData.Headroom told, String publicKey) {
        return given().contentType(ContentType.JSON)
                .body("{\"token\":\"%s\",\"publicKey\":\"%s\"}".formatted(told.token(), publicKey))
                .post("/api/v1/nodes/" + told.node() + "/join");
    }

    /// Its provider has said that it takes the machine back.
    void takenBack(Instant at) {
        takenBackAt = at;
    }

    void beat() throws IOException {
        Heartbeat heartbeat =
                new Heartbeat(
                        node,
                        "boot-1",
                        sequence++,
                        Instant.now(),
                        List.of(),
                        0,
                        1,
                        0,
                        0,
                        takenBackAt,
                        "10.0.0.7");
        connection.publish(
                "headroom.local.agent.heartbeat." + node,
                HeadroomJson.mapper()
                        .writeValueAsString(heartbeat)
                        .getBytes(StandardCharsets.UTF_8));
    }

    void measures(double utilisation) throws IOException {
        measures(utilisation, null);
    }

    /// @param pressure how much what runs there waits for its neighbours
    void measures(double utilisation, @Nullable Pressure pressure) throws IOException {
        Telemetry said =
                new Telemetry(
                        node,
                        Instant.now(),
                        List.of(new Telemetry.Use("GPU-0", utilisation, 40_960)),
                        pressure);
        connection.publish(
                "headroom.local.agent.telemetry." + node,
                HeadroomJson.mapper().writeValueAsBytes(said));
    }

    /// A replica of a workload of its own got ready; an agent says it again until placement has stored it.
    void prepared(Prepared how) throws IOException {
        ReplicaReport report =
                new ReplicaReport(
                        node,
                        "boot-1",
                        ++reports,
                        new WorkloadId(UUID.randomUUID()),
                        0,
                        1,
                        ReplicaState.RUNNING,
                        null,
                        Instant.now(),
                        "",
                        null,
                        how);
        for (int times = 0; times < 2; times++) {
            connection.publish(
                    "headroom.local.agent.report." + node,
                    HeadroomJson.mapper().writeValueAsBytes(report));
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
