package io.headroom.platform.bus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.PublishOptions;
import io.nats.client.api.PublishAck;

/// Keys of a bucket that are being written for the first time, without waiting for one before the next is sent.
record KeyCreation(SequencedMap<String, CompletableFuture<PublishAck>> written) {

    /// Longer than a busy server takes to acknowledge.
    private static final Duration WAIT = Duration.ofSeconds(5);

    private static final PublishOptions NEW =
            PublishOptions.builder().expectedLastSubjectSequence(0).build();

    static KeyCreation begin(JetStream stream, String bucket, Map<String, String> values) {
        SequencedMap<String, CompletableFuture<PublishAck>> written = new LinkedHashMap<>();
        values.forEach(
                (key, value) ->
                        written.put(
                                key,
                                stream.publishAsync(
                                        "$KV." + bucket + "." + key,
                                        value.getBytes(StandardCharsets.UTF_8),
                                        NEW)));
        return new KeyCreation(written);
    }

    /// Waits for all, and answers the keys that were there already.
    List<String> known() throws IOException, JetStreamApiException, InterruptedException {
        List<String> known = new ArrayList<>();
        for (Map.Entry<String, CompletableFuture<PublishAck>> one : written.entrySet()) {
            if (!isNew(one.getValue())) {
                known.add(one.getKey());
            }
        }
        return known;
    }

    private static boolean isNew(CompletableFuture<PublishAck> written)
            throws IOException, JetStreamApiException, InterruptedException {
        try {
            var _ = written.get(WAIT.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            throw new IOException("no acknowledgement in " + WAIT, e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof JetStreamApiException refused) {
                if (refused.getApiErrorCode() == KeyValues.WRONG_LAST_SEQUENCE) {
                    return false;
                }
                throw refused;
            }
            throw new IOException("it could not be written", e.getCause());
        }
    }
}
