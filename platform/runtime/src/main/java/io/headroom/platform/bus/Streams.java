package io.headroom.platform.bus;

import java.io.IOException;
import java.time.Duration;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.JetStreamOptions;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.KeyValueConfiguration;
import io.nats.client.api.Republish;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.StreamInfo;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.headroom.contracts.envelope.Subject;

/// Makes sure that streams and buckets are there: anybody who needs one makes it, and all make it alike.
@Singleton
public final class Streams {

    /// The context under which dead letters are kept.
    public static final String DEAD_LETTER = "dead-letter";

    public static final String DEAD_LETTER_STREAM = "DEADLETTER";

    /// A week is longer than any outage that is repaired by waiting; outbox and inbox keep theirs longer. Twice doubles the
    /// disk, half loses the history that a new consumer starts from.
    public static final Duration AGE = Duration.ofDays(7);

    /// Half a gigabyte holds about a million events; the oldest go first.
    private static final long MAX_BYTES = 512L << 20;

    /// Longer than any retry of the relay; what is sent later is dropped by the inboxes.
    private static final Duration DUPLICATES = Duration.ofMinutes(2);

    private static final int NOT_FOUND = 404;

    private final BusConnection bus;
    private final NatsSettings settings;

    @Inject
    Streams(BusConnection bus, NatsSettings settings) {
        this.bus = bus;
        this.settings = settings;
    }

    /// The stream of a context as it is now, made if it was not there.
    public StreamInfo ensure(String context) {
        StreamConfiguration wanted = configuration(context);
        return call(
                connection -> {
                    JetStreamManagement management = management(connection);
                    try {
                        return management.getStreamInfo(wanted.getName());
                    } catch (JetStreamApiException e) {
                        if (e.getErrorCode() != NOT_FOUND) {
                            throw e;
                        }
                        return management.addStream(wanted);
                    }
                });
    }

    /// The name of the stream of a context: `PLACEMENT`.
    public static String nameOf(String context) {
        return context.equals(DEAD_LETTER)
                ? DEAD_LETTER_STREAM
                : context.toUpperCase(java.util.Locale.ROOT);
    }

    /// Makes a key-value bucket whose changes are also said outside of any stream, on `headroom.kv.<bucket>.<key>`.
    void ensureBucket(String bucket) {
        String keys = "$KV." + bucket + ".>";
        KeyValueConfiguration wanted =
                KeyValueConfiguration.builder(bucket)
                        .storageType(StorageType.File)
                        .maxHistoryPerKey(1)
                        .republish(
                                Republish.builder()
                                        .source(keys)
                                        .destination("headroom.kv." + bucket + ".>")
                                        .build())
                        .build();
        call(
                connection -> {
                    try {
                        return connection.keyValueManagement().getStatus(bucket);
                    } catch (JetStreamApiException e) {
                        if (e.getErrorCode() != NOT_FOUND) {
                            throw e;
                        }
                        return connection.keyValueManagement().create(wanted);
                    }
                });
    }

    private static StreamConfiguration configuration(String context) {
        return StreamConfiguration.builder()
                .name(nameOf(context))
                .subjects(Subject.everyCell(context))
                .storageType(StorageType.File)
                .retentionPolicy(RetentionPolicy.Limits)
                .discardPolicy(DiscardPolicy.Old)
                .maxAge(AGE)
                .maxBytes(MAX_BYTES)
                .duplicateWindow(DUPLICATES)
                .allowDirect(true)
                .build();
    }

    JetStreamManagement management(Connection connection) throws IOException {
        return connection.jetStreamManagement(options());
    }

    JetStreamOptions options() {
        return JetStreamOptions.builder().requestTimeout(settings.requestTimeout()).build();
    }

    /// Asks JetStream something; whatever keeps it from answering is [BusAway].
    <T> T call(Question<T> question) {
        try {
            return question.ask(bus.connection());
        } catch (IOException | IllegalStateException e) {
            throw new BusAway("JetStream does not answer: " + e.getMessage(), e);
        } catch (JetStreamApiException e) {
            throw new BusAway("JetStream refused: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BusAway("interrupted while waiting for JetStream", e);
        }
    }

    /// Something that only the connected can ask.
    @FunctionalInterface
    interface Question<T> {
        T ask(Connection connection)
                throws IOException, JetStreamApiException, InterruptedException;
    }
}
