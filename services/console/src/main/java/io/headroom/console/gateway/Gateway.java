package io.headroom.console.gateway;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.headroom.console.upstream.Addresses;
import io.headroom.console.upstream.Upstream;
import io.headroom.platform.rest.Problem;
import io.headroom.platform.security.Roles;

/// One address for all resources: each request goes to the service that owns what it asks for.
@Singleton
public class Gateway {

    /// After Quarkus has noted how callers may be known, before it bounds bodies in its own words.
    private static final int ORDER = -10;

    private static final String EVENT_STREAM = "text/event-stream";

    private final Forwarding forwarding;
    private final DeadLetterRoutes deadLetters;
    private final Addresses addresses;
    private final IdentityProviderManager identities;

    @Inject
    Gateway(
            Forwarding forwarding,
            DeadLetterRoutes deadLetters,
            Addresses addresses,
            IdentityProviderManager identities) {
        this.forwarding = forwarding;
        this.deadLetters = deadLetters;
        this.addresses = addresses;
        this.identities = identities;
    }

    void open(@Observes Router router) {
        router.route(Directory.API + "*").order(ORDER).handler(this::api);
        router.route("/simulator/v1/*").order(ORDER).handler(this::simulator);
    }

    private void api(RoutingContext routing) {
        String path = routing.normalizedPath();
        switch (Directory.of(path)) {
            case Destination.Owner(Upstream upstream) -> forwarding.carry(routing, upstream, path);
            case Destination.DeadLetters _ -> deadLetters(routing, path);
            case Destination.Here _ -> here(routing);
            case Destination.Nowhere(String what) ->
                    PlainProblem.answer(
                            routing,
                            Problem.of(404, "not-found", "Not found", "there is no " + what)
                                    .build());
        }
    }

    /// Only who asks for server-sent events gets them: to all others, an endless answer would be none.
    private static void here(RoutingContext routing) {
        String accepted = routing.request().getHeader(HttpHeaders.ACCEPT);
        if (accepted == null || !accepted.contains(EVENT_STREAM)) {
            routing.request().headers().set(HttpHeaders.ACCEPT, "application/json");
        }
        routing.next();
    }

    private void deadLetters(RoutingContext routing, String path) {
        String id = DeadLetterRoutes.idIn(path);
        if (id.isEmpty() && routing.request().method().equals(HttpMethod.GET)) {
            deadLetters.list(routing);
        } else if (DeadLetterRoutes.isOwn(id)) {
            here(routing);
        } else {
            deadLetters.one(routing, id);
        }
    }

    /// What the simulated clouds charge and how they fail is for operators, and only where there are simulated clouds.
    private void simulator(RoutingContext routing) {
        if (addresses.of(Upstream.CLOUD_SIMULATOR).isEmpty()) {
            PlainProblem.answer(routing, Problem.notFound("simulator", "in this system"));
            return;
        }
        routing.request().pause();
        QuarkusHttpUser.getSecurityIdentity(routing, identities)
                .subscribe()
                .with(
                        identity -> simulator(routing, identity),
                        _ -> PlainProblem.answer(routing, Problem.unauthenticated()));
    }

    private void simulator(RoutingContext routing, SecurityIdentity identity) {
        if (identity.isAnonymous()) {
            PlainProblem.answer(routing, Problem.unauthenticated());
        } else if (!identity.hasRole(Roles.OPERATOR)) {
            PlainProblem.answer(routing, Problem.forbidden("the simulator is for operators"));
        } else {
            forwarding.carry(routing, Upstream.CLOUD_SIMULATOR, routing.normalizedPath());
        }
    }
}
