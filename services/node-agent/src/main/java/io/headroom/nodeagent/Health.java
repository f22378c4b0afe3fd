package io.headroom.nodeagent;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.headroom.agent.NodeAgent;

/// Answers `GET /health` on the loopback interface: 200 while the agent is connected, 503 while it is not.
final class Health implements AutoCloseable {

    private static final int BACKLOG = 4;

    private final HttpServer server;

    private Health(HttpServer server) {
        this.server = server;
    }

    static Health serve(int port, NodeAgent agent) throws IOException {
        HttpServer server =
                HttpServer.create(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        server.createContext("/health", exchange -> answer(exchange, agent));
        server.start();
        return new Health(server);
    }

    int port() {
        return server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, NodeAgent agent) throws IOException {
        try (exchange) {
            byte[] body = NodeAgentMain.status(agent);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(agent.connected() ? 200 : 503, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
