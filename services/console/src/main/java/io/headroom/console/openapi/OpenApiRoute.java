package io.headroom.console.openapi;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.headroom.console.upstream.Upstream;
import io.headroom.console.upstream.UpstreamClient;
import io.headroom.console.upstream.UpstreamClient.Answer;
import io.headroom.contracts.openapi.MergedDocument;

/// `/openapi`: the whole API in one document. A service that is away is described as it was when last seen.
@Singleton
public class OpenApiRoute {

    private static final String DOCUMENT = "/q/openapi?format=json";
    private static final Duration LIMIT = Duration.ofSeconds(5);

    /// An upgrade of a service shows within a minute; asking costs all services a megabyte each time.
    private static final long FRESH_NANOS = Duration.ofMinutes(1).toNanos();

    private final UpstreamClient client;
    private final Map<String, JsonNode> lastSeen = new TreeMap<>();
    private Optional<Cached> cached = Optional.empty();

    private record Cached(String json, long since) {}

    @Inject
    OpenApiRoute(UpstreamClient client) {
        this.client = client;
    }

    void open(@Observes Router router) {
        router.get("/openapi").handler(this::answer);
    }

    private void answer(RoutingContext routing) {
        Optional<Cached> known = fresh();
        if (known.isPresent()) {
            send(routing, known.get().json());
            return;
        }
        List<Future<Answer>> asked = new ArrayList<>();
        for (Upstream service : Upstream.SERVICES) {
            asked.add(client.ask(service, DOCUMENT, Optional.empty(), LIMIT));
        }
        asked.add(client.ask(ownAddress(routing), DOCUMENT, Optional.empty(), LIMIT));
        Future.join(asked).onComplete(_ -> send(routing, merged(asked)));
    }

    private static URI ownAddress(RoutingContext routing) {
        SocketAddress here = routing.request().localAddress();
        return URI.create("http://" + here.hostAddress() + ":" + here.port());
    }

    private synchronized Optional<Cached> fresh() {
        return cached.filter(c -> System.nanoTime() - c.since() < FRESH_NANOS);
    }

    private synchronized String merged(List<Future<Answer>> asked) {
        boolean all = true;
        for (int i = 0; i < asked.size(); i++) {
            all &= note(name(i), asked.get(i));
        }
        MergedDocument merged = new MergedDocument();
        lastSeen.forEach(merged::add);
        String json = merged.document().toString();
        if (all) {
            cached = Optional.of(new Cached(json, System.nanoTime()));
        }
        return json;
    }

    private static String name(int number) {
        return number < Upstream.SERVICES.size()
                ? Upstream.SERVICES.get(number).serviceName()
                : "console";
    }

    private boolean note(String service, Future<Answer> answer) {
        if (answer.failed() || !answer.result().isOk()) {
            return false;
        }
        try {
            lastSeen.put(service, answer.result().json());
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static void send(RoutingContext routing, String json) {
        routing.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        var _ = routing.response().end(json);
    }
}
