package io.headroom.cost.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/// Posts one message to the very address that was judged. The name is used for the `Host` header, for TLS to say whom it
/// wants, and to check the certificate, but never to look for an address: the second answer could be another.
@Singleton
final class Delivery {

    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    /// What is posted, and what proves who sent it.
    record Message(String id, String body, String signature) {}

    private final Addresses addresses;
    private final WebhookSettings settings;
    private final HttpClient http;

    @Inject
    Delivery(Addresses addresses, WebhookSettings settings, Vertx vertx) {
        // A connection is kept for nobody: the next message judges anew.
        this(
                addresses,
                settings,
                vertx.createHttpClient(new HttpClientOptions().setKeepAlive(false)));
    }

    Delivery(Addresses addresses, WebhookSettings settings, HttpClient http) {
        this.addresses = addresses;
        this.settings = settings;
        this.http = http;
    }

    /// Why it was not taken; empty when it was. Waits for the answer.
    Optional<String> post(URI url, Message message) {
        return switch (addresses.judge(url)) {
            case Addresses.Judged.Refused(String why) -> Optional.of(why);
            case Addresses.Judged.Allowed(InetAddress address) ->
                    outcome(send(url, address, message));
        };
    }

    private Future<Integer> send(URI url, InetAddress address, Message message) {
        return http.request(options(url, address, message))
                .compose(
                        request ->
                                request.send(message.body())
                                        .map(Delivery::status)
                                        .onComplete(_ -> request.reset()));
    }

    /// Whatever else it says is not waited for, so that its end is no failure.
    private static int status(HttpClientResponse response) {
        response.exceptionHandler(_ -> {});
        return response.statusCode();
    }

    /// A redirect could lead where nothing may be posted to.
    private RequestOptions options(URI url, InetAddress address, Message message) {
        boolean secure = "https".equals(url.getScheme());
        int port = url.getPort() > 0 ? url.getPort() : secure ? HTTPS : HTTP;
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(url.toString())
                .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
                .setFollowRedirects(false)
                .setTimeout(settings.timeout().toMillis())
                .putHeader("Content-Type", "application/json")
                .putHeader("X-Headroom-Id", message.id())
                .putHeader(Signature.HEADER, message.signature());
    }

    private Optional<String> outcome(Future<Integer> answer) {
        // Once the timeout to connect, once to answer, and as much again to notice both.
        long patience = settings.timeout().multipliedBy(3).toMillis();
        try {
            int status =
                    answer.toCompletionStage()
                            .toCompletableFuture()
                            .get(patience, TimeUnit.MILLISECONDS);
            return status / 100 == 2 ? Optional.empty() : Optional.of("answered " + status);
        } catch (ExecutionException e) {
            return Optional.of("not reached: " + e.getCause());
        } catch (TimeoutException _) {
            return Optional.of("not reached in time");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.of("stopped");
        }
    }
}
