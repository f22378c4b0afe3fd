package io.headroom.console.gateway;

import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

import io.headroom.contracts.json.HeadroomJson;

/// Answers a request that never reaches a resource with a problem document.
final class PlainProblem {

    private PlainProblem() {}

    static void answer(RoutingContext routing, HttpProblem problem) {
        HttpServerResponse response = routing.response();
        // What still comes of the body is dropped, so that the caller gets to read the answer.
        routing.request().resume();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            response.reset();
            return;
        }
        response.setStatusCode(problem.getStatusCode());
        problem.getHeaders().forEach((name, value) -> response.putHeader(name, value.toString()));
        response.putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json");
        var _ = response.end(Buffer.buffer(body(problem, routing.normalizedPath())));
    }

    private static byte[] body(HttpProblem problem, String instance) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("type", String.valueOf(problem.getType()));
        fields.put("title", problem.getTitle());
        fields.put("status", problem.getStatusCode());
        fields.put("detail", problem.getDetail());
        fields.put("instance", instance);
        fields.putAll(problem.getParameters());
        try {
            return HeadroomJson.mapper().writeValueAsBytes(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem can always be written", e);
        }
    }
}
