package io.headroom.cli.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

import io.headroom.local.Refused;

/// Speaks to the REST API of one Headroom, as one principal.
public final class ApiClient {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /// A bill of a year is read and written before the first byte of it comes.
    private static final Duration LONG = Duration.ofMinutes(10);

    private static final int NOT_FOUND = 404;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private final URI base;
    private final String token;

    /// @param base without `/api/v1`
    public ApiClient(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    public URI base() {
        return base;
    }

    /// @param path after `/api/v1`, with its query
    public JsonNode get(String path) {
        return send(request(path).GET());
    }

    public JsonNode post(String path, JsonNode body) {
        return post(path, body, UUID.randomUUID().toString());
    }

    public JsonNode post(String path, JsonNode body, String idempotencyKey) {
        return send(
                request(path)
                        .header("Idempotency-Key", idempotencyKey)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body.toString())));
    }

    public JsonNode put(String path, JsonNode body) {
        return put(path, body, Optional.empty()).body();
    }

    /// @param version the version that the change was made from; without one, whatever there is
    public Answer put(String path, JsonNode body, Optional<String> version) {
        return answer(
                matching(request(path), version)
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(body.toString())));
    }

    public JsonNode delete(String path) {
        return delete(path, Optional.empty()).body();
    }

    public Answer delete(String path, Optional<String> version) {
        return answer(matching(request(path), version).DELETE());
    }

    /// With the version of what is shown.
    public Answer fetch(String path) {
        return answer(request(path).GET());
    }

    /// Nothing where there is no such thing.
    public Optional<Answer> find(String path) {
        try {
            return Optional.of(fetch(path));
        } catch (ApiProblem problem) {
            if (problem.status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw problem;
        }
    }

    /// For what has headers of its own, such as `If-Match`, or a body that is not JSON.
    public JsonNode send(
            String method,
            String path,
            String contentType,
            String body,
            Map<String, String> headers) {
        var request = request(path).method(method, BodyPublishers.ofString(body));
        request.setHeader("Content-Type", contentType);
        headers.forEach(request::setHeader);
        return send(request);
    }

    /// An answer that goes on, such as server-sent events, line by line; closing the stream ends it.
    public Stream<String> lines(String path) {
        var request = HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + token);
        request.header("Accept", "text/event-stream");
        var response = exchange(request.build(), BodyHandlers.ofLines());
        if (response.statusCode() >= 400) {
            try (var lines = response.body()) {
                throw ApiProblem.of(
                        response.statusCode(), parse(String.join("\n", lines.toList())));
            }
        }
        return response.body();
    }

    /// An answer of any size and kind, into a file; what was there before is replaced once all of it has come.
    public void save(String path, String accept, Path file) {
        var request = request(path).timeout(LONG);
        request.setHeader("Accept", accept);
        var part = file.resolveSibling(file.getFileName() + ".part");
        var response = exchange(request.build(), BodyHandlers.ofFile(part));
        try {
            if (response.statusCode() >= 400) {
                var body = parse(Files.readString(part));
                Files.delete(part);
                throw ApiProblem.of(response.statusCode(), body);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private JsonNode send(HttpRequest.Builder request) {
        return answer(request).body();
    }

    private Answer answer(HttpRequest.Builder request) {
        var response = exchange(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        var body = parse(response.body());
        if (response.statusCode() >= 400) {
            throw ApiProblem.of(response.statusCode(), body);
        }
        return new Answer(response.statusCode(), response.headers().firstValue("ETag"), body);
    }

    private static HttpRequest.Builder matching(
            HttpRequest.Builder request, Optional<String> version) {
        version.ifPresent(v -> request.header("If-Match", v));
        return request;
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (ConnectException e) {
            throw new Refused(
                    "nothing answers at %s: start Headroom with ./headroom up, or name another with --url"
                            .formatted(base),
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(base + " did not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + base, e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json");
    }

    private URI uri(String path) {
        return URI.create(base.toString().replaceAll("/+$", "") + "/api/v1" + path);
    }

    private static JsonNode parse(String body) {
        if (body.isBlank()) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(body);
        } catch (IOException _) {
            return JSON.createObjectNode().put("detail", body.lines().findFirst().orElse(""));
        }
    }
}
