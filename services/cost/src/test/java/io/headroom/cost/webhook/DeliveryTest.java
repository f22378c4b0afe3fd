package io.headroom.cost.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// A message goes to the address that was judged, and nowhere else. `receiver.example` is a name that nobody has: who
/// looked for it a second time would reach nothing.
class DeliveryTest {

    private static final String PUBLIC = "127.0.0.1";
    private static final String PRIVATE = "127.0.0.2";
    private static final String PASSWORD = "only-here";
    private static final Delivery.Message MESSAGE =
            new Delivery.Message("id-1", "{\"over\":\"é\"}", "t=1,v1=00");

    private final Vertx vertx = Vertx.vertx();
    private final List<String> asked = new ArrayList<>();

    @TempDir private Path folder;

    private record Settings(boolean allowPrivate) implements WebhookSettings {
        @Override
        public Duration timeout() {
            return Duration.ofSeconds(30);
        }

        @Override
        public Duration firstPause() {
            return Duration.ofSeconds(2);
        }

        @Override
        public int tries() {
            return 10;
        }
    }

    private record Received(String host, String signature, String body, String wanted) {}

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    @Test
    void a_name_that_stands_for_another_address_the_second_time_leads_nowhere_else()
            throws Exception {
        List<Received> received = new CopyOnWriteArrayList<>();
        List<Received> inside = new CopyOnWriteArrayList<>();
        int port = listen(new HttpServerOptions(), PUBLIC, 0, received);
        listen(new HttpServerOptions(), PRIVATE, port, inside);
        Delivery delivery = delivery(new HttpClientOptions(), List.of(PUBLIC), List.of(PRIVATE));
        URI url = URI.create("http://receiver.example:" + port + "/hook?a=b");

        assertThat(delivery.post(url, MESSAGE)).isEmpty();
        assertThat(received)
                .containsExactly(
                        new Received("receiver.example:" + port, "t=1,v1=00", MESSAGE.body(), ""));
        assertThat(asked).containsExactly("receiver.example");

        assertThat(delivery.post(url, MESSAGE))
                .hasValueSatisfying(why -> assertThat(why).contains("is private: " + PRIVATE));
        assertThat(received).hasSize(1);
        assertThat(inside).isEmpty();
    }

    @Test
    void one_private_address_among_public_ones_is_enough_to_refuse() {
        Delivery delivery = delivery(new HttpClientOptions(), List.of(PUBLIC, PRIVATE));
        assertThat(delivery.post(URI.create("http://receiver.example:9/"), MESSAGE))
                .contains("receiver.example is private: " + PRIVATE);
    }

    @Test
    void a_redirect_is_a_failure() throws Exception {
        List<String> paths = new CopyOnWriteArrayList<>();
        HttpServer server = vertx.createHttpServer();
        server.requestHandler(
                request -> {
                    paths.add(request.path());
                    request.response().setStatusCode(307).putHeader("Location", "/elsewhere").end();
                });
        int port = await(server.listen(0, PUBLIC)).actualPort();
        Delivery delivery = delivery(new HttpClientOptions(), List.of(PUBLIC));
        URI url = URI.create("http://receiver.example:" + port + "/hook");
        assertThat(delivery.post(url, MESSAGE)).contains("answered 307");
        assertThat(paths).containsExactly("/hook");
    }

    @Test
    void tls_asks_for_the_name_and_checks_the_certificate_against_it() throws Exception {
        List<Received> received = new CopyOnWriteArrayList<>();
        PfxOptions own = certificate("receiver.example");
        PfxOptions others = certificate("other.example");
        int right = listen(secure(own), PUBLIC, 0, received);
        int wrong = listen(secure(others), PUBLIC, 0, received);
        URI url = URI.create("https://receiver.example:" + right + "/hook");

        assertThat(delivery(trusting(own), List.of(PUBLIC)).post(url, MESSAGE)).isEmpty();
        assertThat(received)
                .containsExactly(
                        new Received(
                                "receiver.example:" + right,
                                "t=1,v1=00",
                                MESSAGE.body(),
                                "receiver.example"));

        URI misled = URI.create("https://receiver.example:" + wrong + "/hook");
        assertThat(delivery(trusting(others), List.of(PUBLIC)).post(misled, MESSAGE))
                .hasValueSatisfying(why -> assertThat(why).startsWith("not reached"));
        assertThat(received).hasSize(1);
    }

    /// One list of addresses a question; the last answers all further ones. Only [#PRIVATE] counts as such.
    @SafeVarargs
    private Delivery delivery(HttpClientOptions options, List<String>... answers) {
        Settings settings = new Settings(false);
        Addresses.Names names =
                host -> {
                    List<String> answer = answers[Math.min(asked.size(), answers.length - 1)];
                    asked.add(host);
                    return answer.stream().map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
                };
        Addresses addresses =
                new Addresses(settings, names, a -> a.getHostAddress().equals(PRIVATE));
        return new Delivery(addresses, settings, vertx.createHttpClient(options));
    }

    private int listen(HttpServerOptions options, String address, int port, List<Received> into)
            throws Exception {
        HttpServer server = vertx.createHttpServer(options);
        server.requestHandler(request -> take(request, into));
        return await(server.listen(port, address)).actualPort();
    }

    private static void take(HttpServerRequest request, List<Received> into) {
        request.body()
                .onSuccess(
                        body -> {
                            into.add(
                                    new Received(
                                            String.valueOf(request.getHeader("Host")),
                                            String.valueOf(request.getHeader(Signature.HEADER)),
                                            body.toString(),
                                            Optional.ofNullable(
                                                            request.connection()
                                                                    .indicatedServerName())
                                                    .orElse("")));
                            request.response().setStatusCode(204).end();
                        });
    }

    private static HttpServerOptions secure(PfxOptions certificate) {
        return new HttpServerOptions().setSsl(true).setSni(true).setKeyCertOptions(certificate);
    }

    private static HttpClientOptions trusting(PfxOptions certificate) {
        return new HttpClientOptions().setTrustOptions(certificate);
    }

    private PfxOptions certificate(String host) throws Exception {
        Path store = folder.resolve(host + ".p12");
        String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process =
                new ProcessBuilder(
                                keytool,
                                "-genkeypair",
                                "-alias",
                                "server",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=" + host,
                                "-ext",
                                "SAN=dns:" + host,
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                PASSWORD,
                                "-keystore",
                                store.toString())
                        .redirectErrorStream(true)
                        .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return new PfxOptions().setPath(store.toString()).setPassword(PASSWORD);
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
