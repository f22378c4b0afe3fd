package io.headroom.agent.requests;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.headroom.contracts.agent.Uncounted;
import io.headroom.contracts.workload.RequestCounter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// A page of metrics as servers show it, and as it should not be.
class CounterPageTest {

    private static final String VLLM =
            """
            # HELP vllm:request_success_total Count of successfully processed requests.
            # TYPE vllm:request_success_total counter
            vllm:request_success_total{engine="0",finished_reason="stop",model_name="a } \\" b"} 120.0
            vllm:request_success_total{engine="0",finished_reason="length",model_name="m"} 3.5e1 1767225600000
            vllm:request_success_total_created{engine="0"} 1.7e+09
            vllm:num_requests_running{engine="0"} 7.0
            """;

    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;

    CounterPageTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
    }

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
    }

    @Test
    void samples_that_differ_in_labels_add_up() throws NotCounted {
        shows(200, VLLM);
        assertThat(read("vllm:request_success_total")).isEqualTo(155);
    }

    @Test
    void a_counter_without_labels_and_the_count_of_a_histogram_are_counters() throws NotCounted {
        shows(
                200,
                "# TYPE took histogram\ntook_bucket{le=\"1\"} 4\ntook_count 9\nplain\t 7\nnolastline 3");
        assertThat(read("took_count")).isEqualTo(9);
        assertThat(read("plain")).isEqualTo(7);
        assertThat(read("nolastline")).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "<html>nothing of the kind</html> | NO_COUNTER",
                "asked_total 5 | NO_COUNTER",
                "~# TYPE asked gauge\nasked 5~ | NO_COUNTER",
                "asked NaN | UNREADABLE",
                "asked +Inf | UNREADABLE",
                "asked -3 | UNREADABLE",
                "asked 5f | UNREADABLE",
                "asked five | UNREADABLE",
                "~asked{a=\"b} 5~ | UNREADABLE",
                "~asked{a=\"b\"}~ | UNREADABLE",
            })
    void what_is_no_counter_is_said_to_be_none(String page, Uncounted why) {
        shows(200, page);
        assertThat(refused("asked")).isEqualTo(why);
    }

    @Test
    void a_line_without_end_is_not_kept() {
        shows(200, "asked{a=\"" + "x".repeat(100_000) + "\"} 5\n");
        assertThat(refused("asked")).isEqualTo(Uncounted.UNREADABLE);
    }

    @Test
    void another_status_and_another_place_are_not_followed() {
        shows(503, "asked 5");
        assertThat(refused("asked")).isEqualTo(Uncounted.REFUSED);
        server.createContext(
                "/moved",
                exchange -> {
                    exchange.getResponseHeaders().add("Location", "/metrics");
                    answer(exchange, 302, "");
                });
        assertThat(refused("asked", "/moved")).isEqualTo(Uncounted.REFUSED);
    }

    @Test
    void a_page_without_end_is_left() {
        server.createContext(
                "/metrics",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    try (OutputStream out = exchange.getResponseBody()) {
                        byte[] more = "other 1\n".repeat(10_000).getBytes(StandardCharsets.UTF_8);
                        while (over.getCount() > 0) {
                            out.write(more);
                        }
                    }
                });
        assertThat(refused("asked")).isEqualTo(Uncounted.TOO_LARGE);
    }

    @Test
    void who_does_not_answer_is_not_waited_for() throws Exception {
        assertThat(refused("asked", "/metrics", free())).isEqualTo(Uncounted.NO_ANSWER);
        server.createContext(
                "/metrics",
                exchange -> {
                    try {
                        boolean _ = over.await(60, TimeUnit.SECONDS);
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                });
        assertThat(refused("asked")).isEqualTo(Uncounted.NO_ANSWER);
    }

    private void shows(int status, String page) {
        server.createContext("/metrics", exchange -> answer(exchange, status, page));
    }

    private static void answer(HttpExchange exchange, int status, String page) throws IOException {
        byte[] body = page.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private double read(String counter) throws NotCounted {
        int port = server.getAddress().getPort();
        return CounterPage.read(new RequestCounter(port, null, counter, 1.0, null), port).total();
    }

    private Uncounted refused(String counter) {
        return refused(counter, "/metrics");
    }

    private Uncounted refused(String counter, String path) {
        return refused(counter, path, server.getAddress().getPort());
    }

    private static Uncounted refused(String counter, String path, int port) {
        RequestCounter asked = new RequestCounter(port, path, counter, 1.0, null);
        return catchThrowableOfType(NotCounted.class, () -> CounterPage.read(asked, port)).why();
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
