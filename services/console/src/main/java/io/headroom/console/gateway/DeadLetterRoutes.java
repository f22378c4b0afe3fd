package io.headroom.console.gateway;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

import io.headroom.console.upstream.Upstream;
import io.headroom.console.upstream.UpstreamClient;
import io.headroom.console.upstream.UpstreamClient.Answer;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.platform.bus.DeadLetters;
import io.headroom.platform.rest.Problem;

/// Events that a service could not handle, of all services in one list; there, an id begins with the service's name.
@Singleton
public class DeadLetterRoutes {

    private static final String ROOT = Directory.API + "dead-letters";
    private static final Duration LIMIT = Duration.ofSeconds(5);

    /// Of each service; whoever has more of them has another problem than paging.
    private static final int MOST = 250;

    /// The gateway's own, under its name as a service.
    private static final String OWN = "console";

    /// Set on a request that is for the gateway's own list.
    private static final String IS_OWN = "own dead letters";

    private final UpstreamClient client;
    private final Forwarding forwarding;
    private final DeadLetters letters;

    @Inject
    DeadLetterRoutes(UpstreamClient client, Forwarding forwarding, DeadLetters letters) {
        this.client = client;
        this.forwarding = forwarding;
        this.letters = letters;
    }

    /// `cost-17/replay` of `/api/v1/dead-letters/cost-17/replay`; empty for the list.
    static String idIn(String path) {
        return path.length() > ROOT.length() + 1 ? path.substring(ROOT.length() + 1) : "";
    }

    /// Whether this one is answered here, as every service answers it.
    static boolean isOwn(RoutingContext routing) {
        return routing.get(IS_OWN) != null;
    }

    void one(RoutingContext routing, String id) {
        if (id.startsWith(OWN + "-")) {
            routing.put(IS_OWN, true);
            routing.reroute(ROOT + "/" + id.substring(OWN.length() + 1));
            return;
        }
        for (Upstream service : Upstream.SERVICES) {
            String prefix = service.serviceName() + "-";
            if (id.startsWith(prefix)) {
                forwarding.carry(routing, service, ROOT + "/" + id.substring(prefix.length()));
                return;
            }
        }
        PlainProblem.answer(routing, Problem.notFound("dead letter", id));
    }

    void list(RoutingContext routing) {
        Optional<String> caller =
                Optional.ofNullable(routing.request().getHeader(HttpHeaders.AUTHORIZATION));
        List<Future<Answer>> asked = new ArrayList<>();
        for (Upstream service : Upstream.SERVICES) {
            asked.add(client.ask(service, ROOT + "?limit=" + MOST, caller, LIMIT));
        }
        Future<@Nullable List<DeadLetters.DeadLetter>> own =
                routing.vertx().executeBlocking(() -> letters.list(0, MOST));
        Future.join(asked).onComplete(_ -> own.onComplete(found -> answer(routing, asked, found)));
    }

    private static void answer(
            RoutingContext routing,
            List<Future<Answer>> asked,
            AsyncResult<List<DeadLetters.DeadLetter>> own) {
        ObjectNode page = HeadroomJson.mapper().createObjectNode();
        ArrayNode items = page.putArray("items");
        for (int i = 0; i < asked.size(); i++) {
            Upstream service = Upstream.SERVICES.get(i);
            Future<Answer> answer = asked.get(i);
            if (answer.failed()) {
                PlainProblem.answer(
                        routing, Problem.unavailable(service.serviceName() + " cannot be reached"));
                return;
            }
            if (!answer.result().isOk()) {
                // Who may not ask one may not ask any: its answer is the answer.
                pass(routing, answer.result());
                return;
            }
            try {
                add(service.serviceName(), answer.result().json().path("items"), items);
            } catch (IOException _) {
                PlainProblem.answer(
                        routing,
                        Problem.unavailable(service.serviceName() + " answers in no known form"));
                return;
            }
        }
        if (own.failed()) {
            PlainProblem.answer(routing, Problem.unavailable("the bus does not answer"));
            return;
        }
        add(OWN, HeadroomJson.mapper().valueToTree(own.result()), items);
        page.putNull("next");
        routing.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        var _ = routing.response().end(page.toString());
    }

    private static void add(String service, JsonNode letters, ArrayNode items) {
        for (JsonNode letter : letters) {
            ObjectNode named = letter.deepCopy();
            named.put("id", service + "-" + letter.path("id").asText());
            named.put("service", service);
            items.add(named);
        }
    }

    private static void pass(RoutingContext routing, Answer answer) {
        routing.response()
                .setStatusCode(answer.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json");
        Buffer body = answer.body();
        var _ = routing.response().end(body);
    }
}
