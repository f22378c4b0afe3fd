package io.headroom.cost.webhook;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

import io.headroom.platform.database.Rows;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.loop.Loops;

/// Posts what waits: signed, tried again with pauses that double, and dead in the end, which anybody can see. A receiver
/// may get a message twice, and knows it by its id.
@Singleton
final class WebhookLoop {

    private static final Logger LOG = Logger.getLogger(WebhookLoop.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MAX_DOUBLINGS = 10;

    /// Pauses are real: it is real receivers that are waited for.
    private static final String DUE =
            """
            select cast(json_build_object('id', id, 'url', url, 'body', body, 'attempts', attempts) as text) from webhook
            where state = 'waiting' and next_at <= clock_timestamp() order by next_at limit 16
            """;

    /// Written with the domain's clock, which may be ahead of the real one.
    private static final String RELEASE =
            """
            update webhook set next_at = clock_timestamp()
            where state = 'waiting' and attempts = 0 and next_at > clock_timestamp()
            """;

    private static final String SETTLE =
            """
            update webhook set attempts = attempts + 1, state = cast(:state as text), detail = cast(:detail as text),
                next_at = clock_timestamp() + make_interval(secs => :pause)
            where id = cast(cast(:id as text) as uuid)
            """;

    private final Transactions transactions;
    private final WebhookSettings settings;
    private final WebhookKeys keys;
    private final Delivery delivery;

    @Inject
    WebhookLoop(
            Transactions transactions,
            WebhookSettings settings,
            WebhookKeys keys,
            Delivery delivery) {
        this.transactions = transactions;
        this.settings = settings;
        this.keys = keys;
        this.delivery = delivery;
    }

    void start(@Observes StartupEvent event, Loops loops) {
        var _ = loops.onLeader("webhooks", EVERY, _ -> turn());
    }

    private void turn() {
        List<JsonNode> due =
                transactions
                        .asService(
                                session ->
                                        Rows.execute(session, RELEASE, Map.of())
                                                .chain(
                                                        () ->
                                                                Rows.documents(
                                                                        session, DUE, Map.of())))
                        .await()
                        .atMost(PATIENCE);
        due.forEach(this::post);
    }

    private void post(JsonNode row) {
        Optional<String> failure = deliver(row);
        int attempts = row.get("attempts").asInt() + 1;
        boolean dead = failure.isPresent() && attempts >= settings.tries();
        if (dead) {
            LOG.errorf("webhook %s is given up: %s", row.get("id").asText(), failure.get());
        }
        String state = failure.isEmpty() ? "sent" : dead ? "dead" : "waiting";
        double pause =
                settings.firstPause().toMillis()
                        / 1000.0
                        * (1L << Math.min(attempts - 1, MAX_DOUBLINGS));
        int _ =
                transactions
                        .asService(
                                session ->
                                        Rows.execute(
                                                session,
                                                SETTLE,
                                                Map.of(
                                                        "id",
                                                        row.get("id").asText(),
                                                        "state",
                                                        state,
                                                        "detail",
                                                        failure.orElse("delivered"),
                                                        "pause",
                                                        pause)))
                        .await()
                        .atMost(PATIENCE);
    }

    /// Why it was not taken; empty when it was.
    private Optional<String> deliver(JsonNode row) {
        String url = row.get("url").asText();
        String body = row.get("body").asText();
        String key =
                transactions.asService(session -> keys.of(session, url)).await().atMost(PATIENCE);
        String signature = Signature.of(key, System.currentTimeMillis() / 1000, body);
        return delivery.post(
                URI.create(url), new Delivery.Message(row.get("id").asText(), body, signature));
    }
}
