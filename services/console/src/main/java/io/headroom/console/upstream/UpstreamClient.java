package io.headroom.console.upstream;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.headroom.contracts.json.HeadroomJson;

/// Opens requests to the services, over connections that are kept.
@Singleton
public class UpstreamClient {

    /// The longest silence of a service that is waited for; twice piles up requests behind a stuck service, half cuts off
    /// the slowest reports.
    public static final Duration SILENCE = Duration.ofSeconds(30);

    /// On the same machine or in the same zone a connection takes milliseconds, so the time goes into waiting for a free one.
    private static final Duration CONNECT = Duration.ofSeconds(5);

    /// To each service. By Little's law 64 carry 1,000 requests a second of 64 ms each; a service has 16 connections to its
    /// database, so more would only wait there.
    private static final int CONNECTIONS = 64;

    /// Behind those; what comes on top is told to come again.
    private static final int WAITING = 1024;

    private static final int KEEP_ALIVE_SECONDS = 60;
    private static final int HEADER_BYTES = 32 * 1024;

    private final HttpClient client;
    private final Addresses addresses;

    @Inject
    UpstreamClient(Vertx vertx, Addresses addresses) {
        this.addresses = addresses;
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                                .setMaxHeaderSize(HEADER_BYTES)
                                .setConnectTimeout((int) CONNECT.toMillis()),
                        new PoolOptions()
                                .setHttp1MaxSize(CONNECTIONS)
                                .setMaxWaitQueueSize(WAITING));
    }

    /// A request that is still to be filled and sent; fails when there is no such service, or it does not answer.
    public Future<HttpClientRequest> open(Upstream upstream, HttpMethod method, String uri) {
        Optional<URI> address = addresses.of(upstream);
        if (address.isEmpty()) {
            return Future.failedFuture(new IOException("it has no address"));
        }
        return client.request(
                options(address.get(), method, uri).setIdleTimeout(SILENCE.toMillis()));
    }

    /// Asks a service for a document.
    ///
    /// @param authorization who asks; absent for what everybody may read
    public Future<Answer> ask(
            Upstream upstream, String uri, Optional<String> authorization, Duration within) {
        Optional<URI> address = addresses.of(upstream);
        if (address.isEmpty()) {
            return Future.failedFuture(new IOException("it has no address"));
        }
        return ask(address.get(), uri, authorization, within);
    }

    public Future<Answer> ask(
            URI address, String uri, Optional<String> authorization, Duration within) {
        RequestOptions options =
                options(address, HttpMethod.GET, uri).setTimeout(within.toMillis());
        authorization.ifPresent(value -> options.putHeader(HttpHeaders.AUTHORIZATION, value));
        options.putHeader(HttpHeaders.ACCEPT, "application/json");
        return client.request(options)
                .compose(HttpClientRequest::send)
                .compose(
                        response ->
                                response.body()
                                        .map(body -> new Answer(response.statusCode(), body)));
    }

    private static RequestOptions options(URI address, HttpMethod method, String uri) {
        boolean tls = "https".equals(address.getScheme());
        int standard = tls ? 443 : 80;
        return new RequestOptions()
                .setMethod(method)
                .setHost(address.getHost())
                .setPort(address.getPort() < 0 ? standard : address.getPort())
                .setSsl(tls)
                .setURI(uri)
                .setConnectTimeout(CONNECT.toMillis());
    }

    @PreDestroy
    void close() {
        var _ = client.close();
    }

    /// What a service answered.
    public record Answer(int status, Buffer body) {

        public boolean isOk() {
            return status == 200;
        }

        public JsonNode json() throws IOException {
            return HeadroomJson.tolerant().readTree(body.getBytes());
        }
    }
}
