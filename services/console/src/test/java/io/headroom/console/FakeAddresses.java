package io.headroom.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

import io.headroom.console.upstream.Upstream;

/// Decides on the ports at which the console looks for the services; tests play them there with a [FakeService].
public final class FakeAddresses implements QuarkusTestResourceLifecycleManager {

    private static final String PORT = "headroom.test.port.";

    /// Found again through a system property, since Quarkus loads this class more than once.
    static int port(Upstream upstream) {
        return Integer.parseInt(System.getProperty(PORT + upstream, "0"));
    }

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new LinkedHashMap<>();
        for (Upstream upstream : Upstream.values()) {
            int port = freePort();
            System.setProperty(PORT + upstream, Integer.toString(port));
            settings.put(key(upstream), "http://127.0.0.1:" + port);
        }
        return settings;
    }

    private static String key(Upstream upstream) {
        return switch (upstream) {
            case DEMAND_FORECAST -> "headroom.forecast.url";
            case CLOUD_SIMULATOR -> "headroom.simulator.url";
            case PLACEMENT, PROVISIONING, COST -> "headroom." + upstream.serviceName() + ".url";
        };
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {}
}
