package io.headroom.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/// A Headroom that answers what it was told to, and remembers what it was asked; commands are run against it as they are typed.
public final class FakeApi implements AutoCloseable {
    private static final String TOKEN = "t0ken";

    /// What was asked.
    public record Asked(String method, String path, String body, Optional<String> ifMatch) {
        public String line() {
            return method + " " + path;
        }
    }

    /// What a command said.
    public record Said(int status, String out, String err) {
        public List<String> lines() {
            return out.lines().toList();
        }
    }

    private record Reply(int status, String body, Map<String, String> headers) {}

    private final HttpServer server;
    private final Path folder;
    private final Map<String, Reply> replies = new LinkedHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    /// @param folder of this test alone
    public FakeApi(Path folder) {
        try {
            this.folder = folder;
            Files.writeString(folder.resolve("token"), TOKEN + "\n");
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    /// @param request `GET /pools`, with its query where that matters
    public FakeApi says(String request, String body) {
        return says(request, 200, body);
    }

    public FakeApi says(String request, int status, String body) {
        replies.put(request, new Reply(status, body, Map.of()));
        return this;
    }

    public FakeApi says(String request, String body, long version) {
        replies.put(request, new Reply(200, body, Map.of("ETag", "\"" + version + "\"")));
        return this;
    }

    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    /// What was written, in order.
    public List<String> written() {
        return asked.stream().filter(a -> !a.method().equals("GET")).map(Asked::line).toList();
    }

    /// Types a command, as somebody who names this Headroom.
    public Said type(String... words) {
        var arguments = new ArrayList<>(List.of(words));
        arguments.addAll(
                List.of("--url", url(), "--token-file", folder.resolve("token").toString()));
        var out = new StringWriter();
        var err = new StringWriter();
        var status =
                Main.commandLine()
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err))
                        .execute(arguments.toArray(String[]::new));
        return new Said(status, out.toString(), err.toString());
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        var uri = exchange.getRequestURI().toString().replaceFirst("^/api/v1", "");
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var match = Optional.ofNullable(exchange.getRequestHeaders().getFirst("If-Match"));
        asked.add(new Asked(exchange.getRequestMethod(), uri, body, match));
        var reply = reply(exchange.getRequestMethod(), uri);
        if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            reply = new Reply(401, "{\"title\":\"Unauthorized\"}", Map.of());
        }
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        var bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /// With its query first, then without.
    private Reply reply(String method, String uri) {
        var exact = replies.get(method + " " + uri);
        var plain = replies.get(method + " " + uri.replaceFirst("\\?.*", ""));
        if (exact != null) {
            return exact;
        }
        return plain != null
                ? plain
                : new Reply(
                        404,
                        "{\"title\":\"Not found\",\"detail\":\"there is no " + uri + "\"}",
                        Map.of());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
