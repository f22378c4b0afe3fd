package io.headroom.agent.ready;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpServer;

/// A server that listens when it is started and answers `/health` well only two seconds later, as one that loads a model.
final class LateServer {

    private LateServer() {}

    public static void main(String[] arguments) throws Exception {
        InetSocketAddress here =
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
        long begun = System.nanoTime();
        HttpServer server = HttpServer.create(here, 0);
        server.createContext(
                "/health",
                exchange -> {
                    boolean loaded = System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(2);
                    exchange.sendResponseHeaders(loaded ? 200 : 503, -1);
                    exchange.close();
                });
        server.start();
    }
}
