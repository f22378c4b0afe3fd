package io.headroom.platform.outbox;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.MeterRegistry;
import io.nats.client.api.StreamInfo;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

import io.headroom.platform.bus.Streams;

/// Finds out what the bus has lost: a stream that is new, that ends earlier than it did, or that has a hole.
@Singleton
class LossCheck {

    private static final Logger LOG = Logger.getLogger(LossCheck.class);

    /// A consumer that is alive has done an event long before; half would send again what is only slow, twice leaves a hole
    /// open for longer.
    private static final Duration GRACE = Duration.ofMinutes(1);

    /// Bounds one comparison to some milliseconds of the database's time, so that nothing notices it.
    private static final int COMPARED_AT_A_TIME = 500;

    private final OutboxTable table;
    private final Streams streams;
    private final MeterRegistry meters;
    private final ConcurrentHashMap<String, StreamNow> known = new ConcurrentHashMap<>();

    @Inject
    LossCheck(OutboxTable table, Streams streams, MeterRegistry meters) {
        this.table = table;
        this.streams = streams;
        this.meters = meters;
    }

    /// Which incarnation of a stream it is, and the last place that was acknowledged in it.
    record StreamNow(OffsetDateTime created, long highest) {}

    /// Nothing is taken for granted any more: the connection was lost.
    void forget() {
        known.clear();
    }

    /// Whether the next [#stream] of it compares nothing.
    boolean knows(String context) {
        return known.containsKey(context);
    }

    /// The stream of a context, compared with what was sent to it before; what it lost waits again.
    StreamNow stream(String context) {
        return known.computeIfAbsent(context, this::compare);
    }

    /// Looks again at all streams that were used.
    void look() {
        for (String context : known.keySet()) {
            StreamNow now = compare(context);
            known.merge(
                    context,
                    now,
                    (old, fresh) ->
                            old.created().equals(fresh.created()) && old.highest() > fresh.highest()
                                    ? old
                                    : fresh);
        }
    }

    private StreamNow compare(String context) {
        StreamInfo info = streams.ensure(context);
        OffsetDateTime created = micros(info.getCreateTime());
        String stream = Streams.nameOf(context);
        long last = info.getStreamState().getLastSequence();
        report(stream, "new", table.unsendOlder(stream, created));
        report(stream, "shorter", table.unsendFrom(stream, created, last + 1));
        return new StreamNow(created, last);
    }

    /// Takes note of places that were acknowledged. One at or below a place known before means that the stream had lost its
    /// tail in between: all from there on waits again.
    StreamNow acknowledged(String context, long lowest, long highest) {
        StreamNow before = stream(context);
        if (lowest <= before.highest()) {
            known.remove(context);
            StreamNow now = stream(context);
            report(
                    Streams.nameOf(context),
                    "overwritten",
                    table.unsendFrom(Streams.nameOf(context), now.created(), lowest));
            return now;
        }
        StreamNow now = new StreamNow(before.created(), highest);
        known.put(context, now);
        return now;
    }

    /// Compares some of what was sent with the inboxes of those who listen.
    ///
    /// @return whether there is more to be compared at once
    boolean compareInboxes() {
        OutboxTable.Compared compared = table.unsendMissing(GRACE, COMPARED_AT_A_TIME);
        report("any", "missing", compared.missing());
        return compared.hasMore();
    }

    private void report(String stream, String how, int events) {
        if (events > 0) {
            LOG.warnf("%d events are published again: stream %s is %s", events, stream, how);
            meters.counter("headroom.outbox.republished", "reason", how).increment(events);
        }
    }

    /// As precise as the database keeps it.
    private static OffsetDateTime micros(ZonedDateTime time) {
        return time.toInstant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }
}
