package io.headroom.platform.outbox;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// What was acknowledged and is not marked as sent yet: many marks are one statement, and one flush of the database's log. What a process
/// that dies leaves unmarked is published again under the same id, which JetStream and the inboxes know. So is what could not be written: the
/// relay, which hears of it from the next write, looks for what is not marked. On the relay's thread.
final class Marks {

    /// A mark costs as much as a small transaction; twice gains little, half doubles them.
    static final Duration WITHIN = Duration.ofMillis(50);

    private static final int AT_MOST = 512;

    private record Place(String stream, OffsetDateTime created) {}

    private final OutboxTable table;
    private final SequencedMap<Place, List<Sent>> waiting = new LinkedHashMap<>();
    private int count;
    private long since;
    private CompletableFuture<Void> underWay = CompletableFuture.completedFuture(null);

    Marks(OutboxTable table) {
        this.table = table;
    }

    void add(String stream, OffsetDateTime created, List<Sent> sent) {
        if (isEmpty()) {
            since = System.nanoTime();
        }
        count += sent.size();
        waiting.computeIfAbsent(new Place(stream, created), _ -> new ArrayList<>()).addAll(sent);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    boolean areDue() {
        return !isEmpty()
                && underWay.isDone()
                && (count >= AT_MOST || System.nanoTime() - since >= WITHIN.toNanos());
    }

    /// Begins to write them, and lets the relay go on: answers would wait for it.
    void begin() {
        finish();
        Map<Place, List<Sent>> taken = new LinkedHashMap<>(waiting);
        waiting.clear();
        count = 0;
        underWay =
                CompletableFuture.runAsync(
                        () -> taken.forEach(this::mark), Thread::startVirtualThread);
    }

    /// Writes all of them. Before anything that reads what was sent: what waits to be sent, or what a stream has lost.
    void write() {
        if (!isEmpty()) {
            begin();
        }
        finish();
    }

    private void mark(Place place, List<Sent> sent) {
        table.markSent(place.stream(), place.created(), sent);
    }

    /// Throws what went wrong, once.
    private void finish() {
        CompletableFuture<Void> begun = underWay;
        underWay = CompletableFuture.completedFuture(null);
        try {
            begun.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
