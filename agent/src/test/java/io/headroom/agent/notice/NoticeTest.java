package io.headroom.agent.notice;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.headroom.contracts.json.HeadroomJson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What providers say on the machine, as they document it.
class NoticeTest {

    private static final Instant GONE = Instant.parse("2026-03-01T08:22:00Z");
    private static final Instant NOW = Instant.parse("2026-03-01T08:20:00Z");
    private static final String ACTION =
            "{\"action\": \"terminate\", \"time\": \"2026-03-01T08:22:00Z\"}";

    @TempDir Path folder;

    private HttpServer metadata;
    private final Map<String, String> said = new ConcurrentHashMap<>();

    @BeforeEach
    void begin() throws IOException {
        metadata = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        metadata.createContext("/", this::answer);
        metadata.start();
    }

    @AfterEach
    void end() {
        metadata.stop(0);
    }

    @Test
    void ec2_says_nothing_until_it_does() throws IOException {
        SpotNotice notice = new Ec2Notice(address(), HeadroomJson.tolerant());
        assertThat(notice.goneAt()).isEmpty();
        said.put("/latest/meta-data/spot/instance-action", ACTION);
        assertThat(notice.goneAt()).contains(GONE);
    }

    @Test
    void compute_engine_leaves_half_a_minute() throws IOException {
        SpotNotice notice = new GceNotice(address(), InstantSource.fixed(NOW));
        said.put("/computeMetadata/v1/instance/preempted", "FALSE");
        assertThat(notice.goneAt()).isEmpty();
        said.put("/computeMetadata/v1/instance/preempted", "TRUE");
        assertThat(notice.goneAt()).contains(NOW.plus(Duration.ofSeconds(30)));
    }

    @Test
    void a_file_says_it_where_no_metadata_server_is() throws IOException {
        Path file = folder.resolve("notice.json");
        SpotNotice notice = new NoticeFile(file, HeadroomJson.tolerant());
        assertThat(notice.goneAt()).isEmpty();
        Files.writeString(file, ACTION);
        assertThat(notice.goneAt()).contains(GONE);
        Files.writeString(file, "{\"action\":\"terminate\"}");
        assertThatThrownBy(notice::goneAt).isInstanceOf(IOException.class);
    }

    @Test
    void what_was_said_once_stays_said() {
        said.put("/computeMetadata/v1/instance/preempted", "TRUE");
        NoticeWatch watch = new NoticeWatch(new GceNotice(address(), InstantSource.fixed(NOW)));
        assertThat(watch.look()).isTrue();
        said.clear();
        assertThat(watch.look()).as("nothing new").isFalse();
        assertThat(watch.goneAt()).isEqualTo(NOW.plus(Duration.ofSeconds(30)));
    }

    @Test
    void a_metadata_server_that_is_away_is_no_notice() {
        metadata.stop(0);
        NoticeWatch watch = new NoticeWatch(new Ec2Notice(address(), HeadroomJson.tolerant()));
        assertThat(watch.look()).isFalse();
        assertThat(watch.goneAt()).isNull();
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + metadata.getAddress().getPort());
    }

    /// Refuses what the providers refuse: a question without the token, or without their header.
    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            boolean token = "t0ken".equals(first(exchange, "X-aws-ec2-metadata-token"));
            boolean google = "Google".equals(first(exchange, "Metadata-Flavor"));
            if (path.equals("/latest/api/token")) {
                boolean asks = exchange.getRequestMethod().equals("PUT");
                send(exchange, asks ? 200 : 405, "t0ken");
            } else if (path.startsWith("/latest") ? !token : !google) {
                send(exchange, 403, "");
            } else {
                String body = said.get(path);
                send(exchange, body == null ? 404 : 200, body == null ? "" : body);
            }
        }
    }

    private static String first(HttpExchange exchange, String header) {
        return exchange.getRequestHeaders().getFirst(header);
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
