package io.headroom.cli.api;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.headroom.local.Refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ApiClientTest {
    private @Nullable HttpServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    @Test
    void an_answer_is_json_and_the_token_is_shown() throws IOException {
        var client = clientOf(200, "{\"items\":[]}");

        assertThat(client.get("/pools").path("items").isArray()).isTrue();
    }

    @Test
    void a_problem_is_one_line_that_names_the_fields() throws IOException {
        var client =
                clientOf(
                        400,
                        "{\"title\":\"Not valid\",\"detail\":\"1 field is wrong\",\"errors\":[{\"field\":\"gpu.count\",\"message\":\"must be positive\"}]}");

        assertThatThrownBy(() -> client.get("/workloads"))
                .isInstanceOf(ApiProblem.class)
                .hasMessage("Not valid: 1 field is wrong (gpu.count: must be positive)");
    }

    @Test
    void a_wrong_token_says_what_to_do() throws IOException {
        var client = clientOf(401, "");

        assertThatThrownBy(() -> client.get("/workloads")).hasMessageContaining("HEADROOM_TOKEN");
    }

    @Test
    void nobody_there_says_how_to_start() throws IOException {
        var client = clientOf(200, "{}");
        stop();

        assertThatThrownBy(() -> client.get("/workloads"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("./headroom up");
    }

    private ApiClient clientOf(int status, String body) throws IOException {
        var started =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        started.createContext(
                "/api/v1/",
                exchange -> {
                    var known =
                            "Bearer t"
                                    .equals(exchange.getRequestHeaders().getFirst("Authorization"));
                    var bytes = body.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(
                            known ? status : 500, bytes.length == 0 ? -1 : bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        started.start();
        server = started;
        return new ApiClient(URI.create("http://127.0.0.1:" + started.getAddress().getPort()), "t");
    }
}
