package io.headroom.platform.bus;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;

import io.headroom.contracts.envelope.EventId;

/// What was delivered and not yet handed on; each event once, so that its size is bounded by how many the server leaves
/// unacknowledged.
final class Mailbox {

    private final int batchSize;
    private final LinkedHashMap<EventId, Delivery> waiting = new LinkedHashMap<>();
    private final ArrayDeque<Delivery> singles = new ArrayDeque<>();
    private Optional<UniEmitter<? super List<Delivery>>> taker = Optional.empty();
    private Optional<UniEmitter<? super Void>> watcher = Optional.empty();

    Mailbox(int batchSize) {
        this.batchSize = batchSize;
    }

    void put(Delivery delivery) {
        synchronized (this) {
            // Delivered again while it still waits: the newer delivery is the one to acknowledge.
            waiting.put(delivery.event().id(), delivery);
        }
        handOn();
    }

    /// A batch failed: each of it is tried by itself, so that one bad event takes no other with it.
    void putSingly(List<Delivery> deliveries) {
        synchronized (this) {
            singles.addAll(deliveries);
        }
        handOn();
    }

    /// As soon as something waits. It stays where it is.
    Uni<Void> arrival() {
        return Uni.createFrom()
                .emitter(
                        emitter -> {
                            synchronized (this) {
                                watcher = Optional.of(emitter);
                            }
                            tellWatcher();
                        });
    }

    /// The next batch, as soon as there is one; never an empty one.
    Uni<List<Delivery>> take() {
        return Uni.createFrom()
                .emitter(
                        emitter -> {
                            synchronized (this) {
                                taker = Optional.of(emitter);
                            }
                            handOn();
                        });
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty() && singles.isEmpty();
    }

    /// Forgets what waits: the server delivers it again.
    synchronized void clear() {
        waiting.clear();
        singles.clear();
    }

    private void tellWatcher() {
        UniEmitter<? super Void> told;
        synchronized (this) {
            if (watcher.isEmpty() || isEmpty()) {
                return;
            }
            told = watcher.get();
            watcher = Optional.empty();
        }
        told.complete(null);
    }

    private void handOn() {
        tellWatcher();
        UniEmitter<? super List<Delivery>> to;
        List<Delivery> batch;
        synchronized (this) {
            if (taker.isEmpty() || isEmpty()) {
                return;
            }
            to = taker.get();
            taker = Optional.empty();
            batch = next();
        }
        to.complete(batch);
    }

    private List<Delivery> next() {
        if (!singles.isEmpty()) {
            return List.of(singles.remove());
        }
        List<Delivery> batch = new ArrayList<>();
        while (batch.size() < batchSize && !waiting.isEmpty()) {
            batch.add(Objects.requireNonNull(waiting.pollFirstEntry()).getValue());
        }
        return batch;
    }
}
