package io.headroom.provisioning.provider.redfish;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.headroom.contracts.json.HeadroomJson;

/// A management controller as most are: it takes a change of what it knows and answers 400 to all else.
public final class StrictController implements AutoCloseable {

    private static final String SYSTEMS = "/redfish/v1/Systems";

    /// Every call but the looks: `POST On`, `PATCH AssetTag`.
    public final List<String> calls = new CopyOnWriteArrayList<>();

    private final HttpServer server;
    private final Map<String, ObjectNode> systems = new TreeMap<>();
    private final Set<String> takes = ConcurrentHashMap.newKeySet();
    private volatile boolean losesAnswers;

    public StrictController(String... ids) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        for (String id : ids) {
            ObjectNode system = HeadroomJson.tolerant().createObjectNode();
            system.put("Id", id).put("PowerState", "Off").putNull("AssetTag");
            system.putObject("ProcessorSummary").put("LogicalProcessorCount", 96);
            system.putObject("MemorySummary").put("TotalSystemMemoryGiB", 512);
            // Not where the standard has it: the controller says where.
            system.putObject("Actions")
                    .putObject("#ComputerSystem.Reset")
                    .put("target", SYSTEMS + "/" + id + "/Actions/Reset.It");
            systems.put(id, system);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// It knows a property that few know.
    void takes(String property) {
        takes.add(property);
    }

    /// From now on it does what it is told, and nobody hears that it did.
    void loseAnswers() {
        losesAnswers = true;
    }

    void answerAgain() {
        losesAnswers = false;
    }

    public String power(String id) {
        return system(id).path("PowerState").asText();
    }

    void power(String id, String state) {
        system(id).put("PowerState", state);
    }

    ObjectNode system(String id) {
        ObjectNode system = systems.get(id);
        if (system == null) {
            throw new IllegalArgumentException(id);
        }
        return system;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String[] parts = path.substring(1).split("/", -1);
        String id = parts.length > 3 ? parts[3] : "";
        if (path.equals(SYSTEMS)) {
            send(exchange, 200, collection());
        } else if (!systems.containsKey(id)) {
            send(exchange, 404, "{}");
        } else {
            switch (exchange.getRequestMethod()) {
                case "GET" -> send(exchange, 200, system(id).toString());
                case "PATCH" -> patch(exchange, id, HeadroomJson.tolerant().readTree(body));
                default -> reset(exchange, id, path, HeadroomJson.tolerant().readTree(body));
            }
        }
    }

    private void patch(HttpExchange exchange, String id, JsonNode change) throws IOException {
        for (Iterator<String> names = change.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            calls.add("PATCH " + name);
            if (!takes.contains(name)) {
                send(exchange, 400, "{\"error\":{\"code\":\"Base.1.18.PropertyUnknown\"}}");
                return;
            }
            var _ = system(id).replace(name, change.get(name));
        }
        send(exchange, 200, system(id).toString());
    }

    private void reset(HttpExchange exchange, String id, String path, JsonNode body)
            throws IOException {
        if (!path.endsWith("/Actions/Reset.It")) {
            send(exchange, 404, "{}");
            return;
        }
        String type = body.path("ResetType").asText();
        calls.add("POST " + type);
        power(id, type.equals("On") ? "On" : "Off");
        if (losesAnswers) {
            exchange.close();
        } else {
            send(exchange, 204, "");
        }
    }

    private String collection() {
        ObjectNode json = HeadroomJson.tolerant().createObjectNode();
        var members = json.putArray("Members");
        systems.keySet().forEach(id -> members.addObject().put("@odata.id", SYSTEMS + "/" + id));
        return json.toString();
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
