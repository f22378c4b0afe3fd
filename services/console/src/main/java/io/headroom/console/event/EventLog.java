package io.headroom.console.event;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

import io.headroom.contracts.envelope.Event;
import io.headroom.platform.bus.InboundEvent;

/// The latest events in the order in which they came; the oldest go first.
@Singleton
public class EventLog {

    /// Ten minutes of a busy fleet; twice is twice the memory for a page that nobody turns to.
    private static final int MOST = 10_000;

    /// A quarter of the smallest heap that the console is given.
    private static final long MOST_BYTES = 32L << 20;

    private final ArrayDeque<Kept> events = new ArrayDeque<>();
    private final Map<String, Long> numbers = new HashMap<>();
    private CompletableFuture<Void> more = new CompletableFuture<>();
    private long next = 1;
    private long bytes;

    /// Takes an event into the log; false if it is there already.
    boolean add(InboundEvent event, Event said) {
        CompletableFuture<Void> waiting;
        synchronized (this) {
            String id = event.id().value().toString();
            if (numbers.containsKey(id)) {
                return false;
            }
            Kept kept = Kept.of(next++, event, said);
            events.addLast(kept);
            numbers.put(id, kept.number());
            bytes += kept.weight();
            forgetOldest();
            waiting = more;
            more = new CompletableFuture<>();
        }
        waiting.complete(null);
        return true;
    }

    private void forgetOldest() {
        while (events.size() > MOST || (bytes > MOST_BYTES && events.size() > 1)) {
            Kept oldest = events.removeFirst();
            numbers.remove(oldest.event().id().value().toString());
            bytes -= oldest.weight();
        }
    }

    /// The number of an event; 0, before all, where it is not known any more.
    synchronized long numberOf(String id) {
        return numbers.getOrDefault(id, 0L);
    }

    synchronized long lastNumber() {
        return next - 1;
    }

    synchronized List<Kept> after(long number, int most, Predicate<Kept> wanted) {
        List<Kept> found = new ArrayList<>();
        for (Kept kept : events) {
            if (kept.number() > number && wanted.test(kept)) {
                found.add(kept);
                if (found.size() == most) {
                    break;
                }
            }
        }
        return found;
    }

    /// Says when there is something after a number, at once if there is; after a while also if not.
    Uni<Void> somethingAfter(long number, Duration atMost) {
        CompletableFuture<Void> signal;
        synchronized (this) {
            if (next - 1 > number) {
                return Uni.createFrom().voidItem();
            }
            signal = more.copy();
        }
        return Uni.createFrom()
                .completionStage(signal)
                .ifNoItem()
                .after(atMost)
                .recoverWithUni(Uni.createFrom().voidItem());
    }
}
