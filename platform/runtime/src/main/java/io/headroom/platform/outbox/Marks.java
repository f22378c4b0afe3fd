package io.headroom.platform.outbox;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// What was acknowledged and is not marked as sent yet: many marks are one statement, and one flush of the database's log. What a process
/// that dies leaves unmarked is published again under the same id, which JetStream and the inboxes know. On the relay's thread.
final class Marks {

    /// A mark costs as much as a small transaction; twice gains little, half doubles them.
    static final Duration WITHIN = Duration.ofMillis(50);

    private static final int AT_MOST = 512;

    private record Place(String stream, OffsetDateTime created) {}

    private final OutboxTable table;
    private final SequencedMap<Place, List<Sent>> waiting = new LinkedHashMap<>();
    private int count;
    private long since;

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
        return !isEmpty() && (count >= AT_MOST || System.nanoTime() - since >= WITHIN.toNanos());
    }

    /// Writes them. Before anything that reads what was sent: what waits to be sent, or what a stream has lost.
    void write() {
        while (!isEmpty()) {
            var next = waiting.firstEntry();
            table.markSent(next.getKey().stream(), next.getKey().created(), next.getValue());
            waiting.remove(next.getKey());
        }
        count = 0;
    }
}
