package io.headroom.platform.bus;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.KeyValue;
import io.nats.client.api.KeyValueEntry;
import io.nats.client.api.KeyValueOperation;
import io.nats.client.api.KeyValueWatchOption;
import io.nats.client.api.KeyValueWatcher;
import io.nats.client.impl.NatsKeyValueWatchSubscription;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/// The key-value buckets (`desired`, `lease`): the newest value of a key, written against the revision it was read at.
///
/// Its methods wait for the server: call them from a loop or a virtual thread, never from an event loop.
@Singleton
public final class KeyValues {

    private static final Logger LOG = Logger.getLogger(KeyValues.class);
    static final int WRONG_LAST_SEQUENCE = 10071;
    private static final int NOT_FOUND = 404;

    private final BusConnection bus;
    private final Streams streams;
    private final ConcurrentHashMap<String, Boolean> known = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Opened> opened = new ConcurrentHashMap<>();

    @Inject
    KeyValues(BusConnection bus, Streams streams) {
        this.bus = bus;
        this.streams = streams;
        bus.onDisconnected(this::forget);
    }

    private void forget() {
        known.clear();
        opened.clear();
    }

    /// A key's value and the revision it has.
    public record Entry(String key, String value, long revision) {}

    /// What became of a write.
    public sealed interface Written {
        /// It stands, as this revision.
        record Stands(long revision) implements Written {}

        /// Somebody else wrote since: read again, decide again.
        record Overtaken() implements Written {}
    }

    public Optional<Entry> get(String bucket, String key) {
        return inBucket(bucket, kv -> Optional.ofNullable(kv.get(key))).flatMap(KeyValues::live);
    }

    /// Writes a key whose revision is the expected one; 0: a key that is not there.
    public Written put(String bucket, String key, String value, long expectedRevision) {
        return inBucket(
                bucket,
                kv -> {
                    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
                    try {
                        return new Written.Stands(
                                expectedRevision == 0
                                        ? kv.create(key, bytes)
                                        : kv.update(key, bytes, expectedRevision));
                    } catch (JetStreamApiException e) {
                        if (e.getApiErrorCode() == WRONG_LAST_SEQUENCE) {
                            return new Written.Overtaken();
                        }
                        throw e;
                    }
                });
    }

    /// Writes keys that are not there, all of them under way at once; answers those that were there, which stay as they are.
    public List<String> create(String bucket, Map<String, String> values) {
        ensure(bucket);
        return streams.call(
                connection ->
                        KeyCreation.begin(connection.jetStream(streams.options()), bucket, values)
                                .known());
    }

    /// Takes a key away, whatever it holds.
    public void delete(String bucket, String key) {
        inBucket(
                bucket,
                kv -> {
                    kv.delete(key);
                    return true;
                });
    }

    /// The keys that fit a filter such as `local.>`.
    public List<String> keys(String bucket, String filter) {
        return inBucket(bucket, kv -> kv.keys(filter));
    }

    /// Tells every value that fits a filter, those that are there first; begins anew after each reconnect.
    public void watch(String bucket, String filter, Consumer<Entry> change) {
        Watch watch = new Watch(bucket, filter, change);
        bus.onConnected(watch::begin);
    }

    private void ensure(String bucket) {
        if (!known.containsKey(bucket)) {
            streams.ensureBucket(bucket);
            known.put(bucket, true);
        }
    }

    private <T> T inBucket(String bucket, BucketQuestion<T> question) {
        ensure(bucket);
        return streams.call(
                connection -> {
                    try {
                        return question.ask(open(connection, bucket));
                    } catch (JetStreamApiException e) {
                        opened.remove(bucket);
                        if (e.getErrorCode() == NOT_FOUND) {
                            // The bucket went with the server's storage: it is made again at the
                            // next call.
                            known.remove(bucket);
                        }
                        throw e;
                    } catch (java.io.IOException e) {
                        opened.remove(bucket);
                        throw e;
                    }
                });
    }

    /// Opening asks the server for the bucket, which a write need not wait for.
    private KeyValue open(Connection connection, String bucket) throws java.io.IOException {
        Opened before = opened.get(bucket);
        if (before != null && before.connection().equals(connection)) {
            return before.values();
        }
        KeyValue values =
                connection.keyValue(
                        bucket,
                        io.nats.client.KeyValueOptions.builder()
                                .jetStreamOptions(streams.options())
                                .build());
        opened.put(bucket, new Opened(connection, values));
        return values;
    }

    private static Optional<Entry> live(KeyValueEntry entry) {
        byte[] value = entry.getValue();
        return entry.getOperation() == KeyValueOperation.PUT && value != null
                ? Optional.of(
                        new Entry(
                                entry.getKey(),
                                new String(value, StandardCharsets.UTF_8),
                                entry.getRevision()))
                : Optional.empty();
    }

    /// A bucket as it was opened over a connection.
    private record Opened(Connection connection, KeyValue values) {}

    /// Something to ask of an open bucket.
    @FunctionalInterface
    private interface BucketQuestion<T> {
        T ask(KeyValue bucket)
                throws java.io.IOException, JetStreamApiException, InterruptedException;
    }

    /// One who watches, across reconnects.
    private final class Watch implements KeyValueWatcher {
        private final String bucket;
        private final String filter;
        private final Consumer<Entry> change;
        private volatile Optional<NatsKeyValueWatchSubscription> subscription = Optional.empty();

        private Watch(String bucket, String filter, Consumer<Entry> change) {
            this.bucket = bucket;
            this.filter = filter;
            this.change = change;
        }

        private synchronized void begin() {
            subscription.ifPresent(NatsKeyValueWatchSubscription::unsubscribe);
            subscription =
                    Optional.of(
                            inBucket(
                                    bucket,
                                    kv ->
                                            kv.watch(
                                                    filter,
                                                    this,
                                                    KeyValueWatchOption.IGNORE_DELETE)));
        }

        @Override
        public void watch(KeyValueEntry entry) {
            try {
                live(entry).ifPresent(change);
            } catch (RuntimeException e) {
                LOG.warnf(e, "a change of %s was not understood", entry.getKey());
            }
        }

        @Override
        public void endOfData() {}
    }
}
