package io.headroom.e2e.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;

import static io.headroom.e2e.system.Headroom.until;

/// The bus of a running system, spoken on with the credentials of one of its services: what comes from there is believed to be its word.
public record Bus(String url, Path credentials) {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration ONE_TRY = Duration.ofSeconds(10);

    /// Returns when the bus has stored it, once: it is said again, as a service's relay would, for as long as nobody has confirmed it.
    ///
    /// @param id by which the bus knows what it has already
    public void say(String subject, String id, Headers headers, String body) {
        var message =
                NatsMessage.builder()
                        .subject(subject)
                        .headers(new Headers(headers).put("Nats-Msg-Id", id))
                        .data(body, StandardCharsets.UTF_8)
                        .build();
        until(
                subject + " is stored",
                LIMIT,
                () -> {
                    store(message);
                    return true;
                });
    }

    private void store(NatsMessage message)
            throws IOException, JetStreamApiException, InterruptedException {
        Connection connection = connect();
        try {
            var _ = connection.jetStream().publish(message);
        } finally {
            connection.close();
        }
    }

    /// To hear, or to say many things with.
    public Connection connect() throws IOException, InterruptedException {
        return Nats.connect(options());
    }

    private Options options() {
        var user = credentials.getFileName().toString().replace(".creds", "");
        return Options.builder()
                .server(url)
                .inboxPrefix("_INBOX." + user + ".")
                .connectionTimeout(ONE_TRY)
                .authHandler(Nats.credentials(credentials.toString()))
                .build();
    }
}
