package io.headroom.console;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import io.headroom.console.upstream.Upstream;

/// Plays a service: remembers what it was asked and says it back.
final class FakeService implements AutoCloseable {

    private static final String CHUNK = "0123456789abcdef".repeat(64);

    private final Vertx vertx;
    private final Upstream part;
    private final HttpServer server;
    private volatile boolean forbidding;
    private final List<HttpServerRequest> asked = new CopyOnWriteArrayList<>();

    private FakeService(Vertx vertx, Upstream part) {
        this.vertx = vertx;
        this.part = part;
        this.server =
                vertx.createHttpServer(
                                new HttpServerOptions()
                                        .setHost("127.0.0.1")
                                        .setMaxHeaderSize(65536))
                        .requestHandler(this::handle);
    }

    static FakeService playing(Vertx vertx, Upstream part) {
        FakeService service = new FakeService(vertx, part);
        var _ =
                service.server
                        .listen(FakeAddresses.port(part))
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
        return service;
    }

    static List<FakeService> all(Vertx vertx) {
        List<FakeService> all = new ArrayList<>();
        for (Upstream part : Upstream.values()) {
            all.add(playing(vertx, part));
        }
        return all;
    }

    List<HttpServerRequest> asked() {
        return List.copyOf(asked);
    }

    Upstream part() {
        return part;
    }

    /// From now on nobody may do anything here.
    void forbidAll() {
        forbidding = true;
    }

    private void handle(HttpServerRequest request) {
        asked.add(request);
        if (forbidding) {
            request.response().setStatusCode(403).end("{\"status\":403}");
            return;
        }
        switch (String.valueOf(request.path())) {
            case "/q/health/ready" -> end(request, "{\"status\":\"UP\"}");
            case "/q/openapi" -> end(request, openApi());
            case "/api/v1/dead-letters" ->
                    end(
                            request,
                            request.getParam("after") == null
                                    ? "{\"items\":[{\"id\":7,\"reason\":\"unreadable\"}],\"next\":null}"
                                    : "{\"items\":[],\"next\":null}");
            case "/api/v1/workloads/in-pieces" -> pieces(request);
            case "/api/v1/workloads/breaks-off" -> {
                request.response().setChunked(true).write(CHUNK);
                vertx.setTimer(50, _ -> request.response().reset());
            }
            default -> request.body().onSuccess(body -> echo(request, body));
        }
    }

    private static void end(HttpServerRequest request, String json) {
        request.response().putHeader("content-type", "application/json").end(json);
    }

    private static void pieces(HttpServerRequest request) {
        request.response().setChunked(true);
        for (int i = 0; i < 1024; i++) {
            request.response().write(CHUNK);
        }
        request.response().end();
    }

    private void echo(HttpServerRequest request, Buffer body) {
        JsonObject headers = new JsonObject();
        request.headers()
                .forEach(
                        (name, value) ->
                                headers.put(name.toLowerCase(java.util.Locale.ROOT), value));
        JsonObject said =
                new JsonObject()
                        .put("service", part.serviceName())
                        .put("method", request.method().name())
                        .put("uri", request.uri())
                        .put("headers", headers)
                        .put("length", body.length());
        request.response()
                .setStatusCode(request.method().name().equals("POST") ? 201 : 200)
                .putHeader("ETag", "\"3\"")
                .putHeader("Keep-Alive", "timeout=5")
                .putHeader("content-type", "application/json")
                .end(said.toBuffer());
    }

    private String openApi() {
        JsonObject operation =
                new JsonObject()
                        .put("operationId", "list")
                        .put(
                                "responses",
                                new JsonObject()
                                        .put(
                                                "200",
                                                new JsonObject()
                                                        .put("description", "ok")
                                                        .put(
                                                                "content",
                                                                new JsonObject()
                                                                        .put(
                                                                                "application/json",
                                                                                new JsonObject()
                                                                                        .put(
                                                                                                "schema",
                                                                                                new JsonObject()
                                                                                                        .put(
                                                                                                                "$ref",
                                                                                                                "#/components/schemas/View"))))));
        return new JsonObject()
                .put("openapi", "3.1.0")
                .put("info", new JsonObject().put("title", part.serviceName()).put("version", "1"))
                .put(
                        "paths",
                        new JsonObject()
                                .put(
                                        "/api/v1/" + part.serviceName(),
                                        new JsonObject().put("get", operation))
                                .put(
                                        "/api/v1/dead-letters",
                                        new JsonObject().put("get", operation.copy())))
                .put(
                        "components",
                        new JsonObject()
                                .put(
                                        "schemas",
                                        new JsonObject()
                                                .put(
                                                        "View",
                                                        new JsonObject()
                                                                .put("type", "object")
                                                                .put("title", part.serviceName()))
                                                .put(
                                                        "Money",
                                                        new JsonObject().put("type", "string"))))
                .put("tags", new JsonArray().add(new JsonObject().put("name", part.serviceName())))
                .encode();
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }
}
