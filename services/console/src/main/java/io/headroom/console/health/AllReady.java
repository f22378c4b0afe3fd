package io.headroom.console.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

import io.headroom.console.upstream.Addresses;
import io.headroom.console.upstream.Upstream;
import io.headroom.console.upstream.UpstreamClient;
import io.headroom.console.upstream.UpstreamClient.Answer;

/// Whether every service is ready, and which is not.
@Readiness
@ApplicationScoped
public class AllReady implements AsyncHealthCheck {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final UpstreamClient client;
    private final Addresses addresses;

    @Inject
    AllReady(UpstreamClient client, Addresses addresses) {
        this.client = client;
        this.addresses = addresses;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        List<Upstream> needed = addresses.needed();
        List<Future<Answer>> asked = new ArrayList<>();
        for (Upstream service : needed) {
            asked.add(client.ask(service, "/q/health/ready", Optional.empty(), LIMIT));
        }
        return Uni.createFrom()
                .emitter(
                        emitter ->
                                Future.join(asked)
                                        .onComplete(
                                                _ -> emitter.complete(response(needed, asked))));
    }

    private static HealthCheckResponse response(List<Upstream> needed, List<Future<Answer>> asked) {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("services");
        boolean all = true;
        for (int i = 0; i < needed.size(); i++) {
            Future<Answer> answer = asked.get(i);
            boolean ready = answer.succeeded() && answer.result().isOk();
            all &= ready;
            response.withData(needed.get(i).serviceName(), word(answer));
        }
        return response.status(all).build();
    }

    private static String word(Future<Answer> answer) {
        if (answer.failed()) {
            return "cannot be reached";
        }
        return answer.result().isOk() ? "ready" : "not ready";
    }
}
