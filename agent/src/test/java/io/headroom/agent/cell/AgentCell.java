package io.headroom.agent.cell;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import io.nats.client.JetStreamApiException;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.KeyValueConfiguration;
import io.nats.client.api.Republish;

import io.headroom.contracts.agent.Heartbeat;
import io.headroom.contracts.agent.JoinAnswer;
import io.headroom.contracts.agent.JoinRequest;
import io.headroom.contracts.agent.LogPiece;
import io.headroom.contracts.agent.LogWanted;
import io.headroom.contracts.agent.ReplicaReport;
import io.headroom.contracts.agent.SecretsTold;
import io.headroom.contracts.agent.SecretsWanted;
import io.headroom.contracts.agent.UserData;
import io.headroom.contracts.budget.LeaseNotice;
import io.headroom.contracts.envelope.Cell;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.contracts.node.DesiredState;
import io.headroom.contracts.node.NodeId;

import static io.headroom.agent.Eventually.eventually;

/// The control plane's side of an agent: answers its join, writes its keys, hears what it says.
final class AgentCell {

    private static final Cell CELL = new Cell("local");

    final NatsServer server;
    final Queue<Heartbeat> heartbeats = new ConcurrentLinkedQueue<>();
    final Queue<ReplicaReport> reports = new ConcurrentLinkedQueue<>();
    final Queue<JoinRequest> joins = new ConcurrentLinkedQueue<>();
    private final ObjectMapper json = HeadroomJson.tolerant();
    private final Connection control;
    private final HttpServer join;

    AgentCell(Path folder) throws Exception {
        server = new NatsServer(folder);
        join = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        join.createContext("/", this::answerJoin);
        join.start();
        control = Nats.connect(controlOptions());
        for (String bucket : List.of("desired", "lease")) {
            control.keyValueManagement()
                    .create(
                            KeyValueConfiguration.builder()
                                    .name(bucket)
                                    .republish(
                                            Republish.builder()
                                                    .source("$KV." + bucket + ".>")
                                                    .destination("headroom.kv." + bucket + ".>")
                                                    .build())
                                    .build());
        }
        var dispatcher = control.createDispatcher();
        dispatcher.subscribe(
                "headroom.local.agent.heartbeat.*",
                message -> heartbeats.add(read(message.getData(), Heartbeat.class)));
        dispatcher.subscribe(
                "headroom.local.agent.report.*",
                message -> reports.add(read(message.getData(), ReplicaReport.class)));
        control.flush(Duration.ofSeconds(5));
    }

    UserData.Headroom userData(NodeId node) {
        URI address =
                URI.create("http://127.0.0.1:" + join.getAddress().getPort() + "/nodes/" + node);
        return new UserData.Headroom(node, CELL, address, "one-time");
    }

    void wants(DesiredState state) {
        put("desired", state.node(), state);
    }

    void leases(LeaseNotice notice) {
        put("lease", notice.node(), notice);
    }

    /// Answers, one after the other, what nodes ask for the secrets of their replicas.
    void tells(Function<SecretsWanted, SecretsTold> answer) {
        control.createDispatcher(
                        message -> {
                            SecretsWanted wanted = read(message.getData(), SecretsWanted.class);
                            control.publish(message.getReplyTo(), bytes(answer.apply(wanted)));
                        })
                .subscribe("headroom.local.agent.secrets.*");
    }

    /// What a node answers who asks it for a log.
    LogPiece log(NodeId node, LogWanted wanted) throws Exception {
        byte[] answer =
                control.requestWithTimeout(
                                "headroom.local.ask." + node, bytes(wanted), Duration.ofSeconds(5))
                        .get(10, TimeUnit.SECONDS)
                        .getData();
        return read(answer, LogPiece.class);
    }

    private byte[] bytes(Object value) {
        try {
            return json.writeValueAsBytes(value);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    void close() throws Exception {
        control.close();
        join.stop(0);
        server.kill();
    }

    private void put(String bucket, NodeId node, Object value) {
        eventually(
                "the key can be written",
                () -> {
                    try {
                        control.keyValue(bucket)
                                .put(CELL + "." + node, json.writeValueAsBytes(value));
                        return true;
                    } catch (IOException | JetStreamApiException | IllegalStateException e) {
                        return false;
                    }
                });
    }

    private Options controlOptions() {
        return new Options.Builder()
                .server(server.url())
                .authHandler(server.everything())
                .maxReconnects(-1)
                .reconnectWait(Duration.ofMillis(100))
                .errorListener(new ErrorListener() {})
                .build();
    }

    private void answerJoin(HttpExchange exchange) throws IOException {
        try (exchange) {
            JoinRequest request = json.readValue(exchange.getRequestBody(), JoinRequest.class);
            joins.add(request);
            String path = exchange.getRequestURI().getPath();
            NodeId node = NodeId.of(path.substring(path.lastIndexOf('/') + 1));
            byte[] answer =
                    json.writeValueAsBytes(
                            new JoinAnswer(server.agentJwt(node, request), server.url(), CELL));
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private <T> T read(byte[] body, Class<T> type) {
        try {
            return json.readValue(body, type);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
