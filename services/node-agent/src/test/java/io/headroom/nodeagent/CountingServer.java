package io.headroom.nodeagent;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

import com.sun.net.httpserver.HttpServer;

/// A process that serves, as far as its metrics tell: `asked_total` grows by 20 a second, half of it for each of two models.
final class CountingServer {

    private static final double A_SECOND_EACH = 10;

    private CountingServer() {}

    public static void main(String[] args) throws IOException {
        long begin = System.nanoTime();
        start(Integer.parseInt(args[0]), begin).start();
    }

    static HttpServer start(int port, long begin) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 8);
        server.createContext(
                "/metrics",
                exchange -> {
                    double each = (System.nanoTime() - begin) / 1e9 * A_SECOND_EACH;
                    byte[] page =
                            "# TYPE asked_total counter\nasked_total{model=\"a\"} %1$f\nasked_total{model=\"b\"} %1$f\n"
                                    .formatted(each)
                                    .getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, page.length);
                    exchange.getResponseBody().write(page);
                    exchange.close();
                });
        return server;
    }
}
