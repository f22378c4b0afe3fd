package io.headroom.console.gateway;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkiverse.resteasy.problem.HttpProblem;
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
import io.headroom.platform.rest.Page;
import io.headroom.platform.rest.Problem;

/// Events that a service could not handle, of all services in one list; there, an id begins with the service's name.
@Singleton
public class DeadLetterRoutes {

    private static final String ROOT = Directory.API + "dead-letters";
    private static final Duration LIMIT = Duration.ofSeconds(5);

    /// As much as a service gives at once.
    private static final int MOST = 1000;

    /// All that have some, in the order of the list.
    private static final List<String> NAMES =
            Stream.concat(
                            Upstream.SERVICES.stream().map(Upstream::serviceName),
                            Stream.of("console"))
                    .toList();

    /// The gateway's own, under its name as a service.
    private static final String OWN = "console";

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

    /// Whether this one is answered here, as every service answers its own.
    static boolean isOwn(String id) {
        return id.startsWith(OWN + "-");
    }

    void one(RoutingContext routing, String id) {
        for (Upstream service : Upstream.SERVICES) {
            if (id.startsWith(service.serviceName() + "-")) {
                forwarding.carry(routing, service, ROOT + "/" + id);
                return;
            }
        }
        String name = id.substring(0, id.indexOf('/') < 0 ? id.length() : id.indexOf('/'));
        PlainProblem.answer(routing, Problem.notFound("dead letter", name));
    }

    /// Only those are asked whose letters may be in the piece: the services before the cursor's have been read.
    void list(RoutingContext routing) {
        DeadLetterPage page;
        try {
            page = DeadLetterPage.of(routing.request().params(), NAMES);
        } catch (HttpProblem wrong) {
            PlainProblem.answer(routing, wrong);
            return;
        }
        Optional<String> caller =
                Optional.ofNullable(routing.request().getHeader(HttpHeaders.AUTHORIZATION));
        int most = Math.min(page.query().fetch(), MOST);
        SequencedMap<Upstream, Future<Answer>> asked = new LinkedHashMap<>();
        for (Upstream service : Upstream.SERVICES) {
            page.after(service.serviceName())
                    .ifPresent(
                            number ->
                                    asked.put(
                                            service,
                                            client.ask(
                                                    service,
                                                    ROOT + Page.query(number, most),
                                                    caller,
                                                    LIMIT)));
        }
        if (asked.isEmpty()) {
            // Whether the caller may see any is for a service to say, also where none of its
            // letters is wanted.
            Upstream any = Upstream.SERVICES.getFirst();
            asked.put(any, client.ask(any, ROOT + Page.query(0, 1), caller, LIMIT));
        }
        long from = page.after(OWN).orElse(0);
        Future<@Nullable List<DeadLetters.DeadLetter>> own =
                routing.vertx().executeBlocking(() -> letters.list(from, most));
        Future.join(List.copyOf(asked.values()))
                .onComplete(_ -> own.onComplete(found -> answer(routing, page, asked, found)));
    }

    private static void answer(
            RoutingContext routing,
            DeadLetterPage page,
            SequencedMap<Upstream, Future<Answer>> asked,
            AsyncResult<List<DeadLetters.DeadLetter>> own) {
        List<ObjectNode> items = new ArrayList<>();
        for (Map.Entry<Upstream, Future<Answer>> entry : asked.entrySet()) {
            String service = entry.getKey().serviceName();
            Future<Answer> answer = entry.getValue();
            if (answer.failed()) {
                PlainProblem.answer(routing, Problem.unavailable(service + " cannot be reached"));
                return;
            }
            if (!answer.result().isOk()) {
                // Who may not ask one may not ask any: its answer is the answer.
                pass(routing, answer.result());
                return;
            }
            try {
                if (page.after(service).isPresent()) {
                    items.addAll(
                            DeadLetterPage.named(service, answer.result().json().path("items")));
                }
            } catch (IOException _) {
                PlainProblem.answer(
                        routing, Problem.unavailable(service + " answers in no known form"));
                return;
            }
        }
        if (own.failed()) {
            PlainProblem.answer(routing, Problem.unavailable("the bus does not answer"));
            return;
        }
        items.addAll(DeadLetterPage.named(OWN, HeadroomJson.mapper().valueToTree(own.result())));
        routing.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        var _ = routing.response().end(page.answer(items).toString());
    }

    private static void pass(RoutingContext routing, Answer answer) {
        routing.response()
                .setStatusCode(answer.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json");
        Buffer body = answer.body();
        var _ = routing.response().end(body);
    }
}
