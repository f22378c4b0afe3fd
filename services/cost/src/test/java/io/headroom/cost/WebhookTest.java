package io.headroom.cost;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.SpendRequested;
import io.headroom.local.LocalService;
import io.headroom.testkit.harness.HeadroomInfrastructure;

import static io.headroom.cost.Api.budget;
import static io.headroom.cost.Api.operator;
import static io.headroom.testkit.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/// A threshold's message reaches its address, also when that was down at first.
@QuarkusTest
@TestProfile(RenewalTest.ShortLeases.class)
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "cost"))
class WebhookTest {

    private record Received(String signature, String body) {}

    @Test
    void it_is_signed_tried_again_and_given_up_in_the_open() throws Exception {
        List<Received> received = new CopyOnWriteArrayList<>();
        AtomicInteger refusals = new AtomicInteger(2);
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/ok",
                exchange -> {
                    boolean refuses = refusals.getAndDecrement() > 0;
                    if (!refuses) {
                        received.add(
                                new Received(
                                        exchange.getRequestHeaders()
                                                .getFirst("X-Headroom-Signature"),
                                        new String(
                                                exchange.getRequestBody().readAllBytes(),
                                                StandardCharsets.UTF_8)));
                    }
                    exchange.sendResponseHeaders(refuses ? 503 : 204, -1);
                    exchange.close();
                });
        server.start();
        Others provisioning = Others.as(LocalService.PROVISIONING);
        try {
            String base = "http://127.0.0.1:" + server.getAddress().getPort();
            declare(base);
            SpendRequested request = Buying.purchase("hooked", "60.00", Buying.node());
            provisioning.say(request);
            eventually("it is delivered", Duration.ofSeconds(60), () -> !received.isEmpty());
            assertThat(received.getFirst().body()).contains("\"budget\":\"hooked\"");
            assertThat(received.getFirst().signature()).matches("t=\\d+,v1=[0-9a-f]{64}");
            eventually(
                    "the other one is dead",
                    Duration.ofSeconds(60),
                    () ->
                            Others.count("select count(*) from cost.webhook where state = 'dead'")
                                    == 1);
            operator()
                    .post("/api/v1/budgets/hooked/webhooks/retry")
                    .then()
                    .statusCode(200)
                    .body("messages", equalTo(1));
        } finally {
            server.stop(0);
            provisioning.close();
        }
    }

    private static void declare(String base) throws IOException {
        String hook = "{\"percent\":%d,\"action\":\"webhook\",\"url\":\"%s\"}";
        String thresholds =
                hook.formatted(5, base + "/ok") + "," + hook.formatted(6, base + "/gone");
        operator()
                .body(budget("hooked", "10.00", ",\"thresholds\":[" + thresholds + "]"))
                .put("/api/v1/budgets/hooked")
                .then()
                .statusCode(201);
    }
}
