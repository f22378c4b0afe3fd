package io.headroom.local.nats;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

import io.nats.client.AuthenticationException;
import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.Options;

import io.headroom.local.Refused;

/// A NATS that somebody else runs: whether it is there, new enough, and believes this home's users.
public final class ExternalNats {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private ExternalNats() {}

    /// Refuses in one line what will not do.
    ///
    /// @param credentials of a user that may only look
    /// @param trust what the server has to include in its configuration
    /// @return the server's version
    public static String check(String url, Path credentials, Path trust) {
        var options =
                new Options.Builder()
                        .server(url)
                        .authHandler(Nats.credentials(credentials.toString()))
                        .connectionTimeout(LIMIT)
                        .maxReconnects(0)
                        .errorListener(new ErrorListener() {}) // what matters is thrown
                        .build();
        try {
            var connection = Nats.connect(options);
            try {
                return suitable(url, connection);
            } finally {
                connection.close();
            }
        } catch (AuthenticationException e) {
            throw new Refused(
                    "NATS at %s does not know this Headroom: let its configuration include %s, and restart it"
                            .formatted(url, trust),
                    e);
        } catch (IOException e) {
            throw new Refused(
                    "NATS at %s does not answer: start it, or leave HEADROOM_NATS_URL away (%s)"
                            .formatted(url, e.getMessage()),
                    e);
        } catch (IllegalArgumentException e) {
            throw new Refused(
                    "%s is no address of NATS: nats://HOST:PORT is wanted".formatted(url), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused("interrupted while asking NATS at " + url, e);
        }
    }

    private static String suitable(String url, Connection connection) {
        var server = connection.getServerInfo();
        if (NatsVersion.in(server.getVersion()).filter(v -> !v.isTooOld()).isEmpty()) {
            throw new Refused(
                    "NATS at %s is of version %s: %s or later is needed"
                            .formatted(url, server.getVersion(), NatsVersion.OLDEST));
        }
        if (!server.isJetStreamAvailable()) {
            throw new Refused("NATS at %s has no JetStream: switch it on".formatted(url));
        }
        if (server.getMaxPayload() < LocalNats.MAX_PAYLOAD) {
            throw new Refused(
                    "NATS at %s takes %d bytes at most: let its max_payload be %d or more"
                            .formatted(url, server.getMaxPayload(), LocalNats.MAX_PAYLOAD));
        }
        return server.getVersion();
    }
}
