package io.headroom.e2e.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

import io.nats.client.JetStreamApiException;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;

/// The bus of a running system, spoken on with the credentials of one of its services: what comes from there is believed to be its word.
public record Bus(String url, Path credentials) {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /// Returns when the bus has stored it.
    public void say(String subject, Headers headers, String body) {
        var user = credentials.getFileName().toString().replace(".creds", "");
        var options =
                Options.builder()
                        .server(url)
                        .inboxPrefix("_INBOX." + user + ".")
                        .connectionTimeout(LIMIT)
                        .authHandler(Nats.credentials(credentials.toString()))
                        .build();
        var message =
                NatsMessage.builder()
                        .subject(subject)
                        .headers(headers)
                        .data(body, StandardCharsets.UTF_8)
                        .build();
        try {
            var connection = Nats.connect(options);
            var _ = connection.jetStream().publish(message);
            connection.close();
        } catch (IOException | JetStreamApiException e) {
            throw new IllegalStateException(subject + " was not taken", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
