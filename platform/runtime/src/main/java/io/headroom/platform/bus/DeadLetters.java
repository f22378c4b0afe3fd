package io.headroom.platform.bus;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.core.instrument.MeterRegistry;
import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import io.nats.client.api.MessageInfo;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.envelope.CloudEventHeaders;
import io.headroom.contracts.envelope.EventId;
import io.headroom.platform.service.ThisService;

/// Where events go that could not be handled: kept with the reason, counted, to be looked at and tried again by people.
@Singleton
public final class DeadLetters {

    private static final Logger LOG = Logger.getLogger(DeadLetters.class);
    private static final String REASON = "headroom-reason";
    private static final String SUBJECT = "headroom-subject";
    private static final String SERVICE = "headroom-service";

    /// While the dead-letter stream cannot be reached, the event stays where it is.
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private static final int MAX_REASON = 500;

    private final Streams streams;
    private final ThisService self;
    private final MeterRegistry meters;
    private final Event<DeadLettered> deadLettered;
    private final List<Channel> channels = new CopyOnWriteArrayList<>();

    @Inject
    DeadLetters(
            Streams streams,
            ThisService self,
            MeterRegistry meters,
            Event<DeadLettered> deadLettered) {
        this.streams = streams;
        this.self = self;
        this.meters = meters;
        this.deadLettered = deadLettered;
    }

    /// One dead letter; its body as it came.
    public record DeadLetter(
            long id,
            String service,
            String subject,
            @Nullable String event,
            String reason,
            Instant at,
            String body) {}

    /// Puts a message away and acknowledges it. Waits for the server: not for event loops.
    void bury(Message message, String reason) {
        try {
            keep(message, reason);
            meters.counter(
                            "headroom.dead.letters",
                            "service",
                            self.name(),
                            "reason",
                            kindOf(reason))
                    .increment();
            eventId(message.getHeaders())
                    .ifPresent(id -> deadLettered.fire(new DeadLettered(id, reason)));
            message.ack();
        } catch (RuntimeException e) {
            LOG.warnf("a dead letter could not be kept, it is delivered again: %s", e.getMessage());
            message.nakWithDelay(PAUSE);
        }
    }

    private void keep(Message message, String reason) {
        String event = eventOf(message.getSubject());
        Headers headers = new Headers(message.getHeaders());
        headers.remove(CloudEventHeaders.MESSAGE_ID);
        headers.put(REASON, oneLine(reason));
        headers.put(SUBJECT, message.getSubject());
        headers.put(SERVICE, self.name());
        Message letter =
                NatsMessage.builder()
                        .subject(
                                "headroom."
                                        + self.cell()
                                        + "."
                                        + Streams.DEAD_LETTER
                                        + "."
                                        + self.name()
                                        + "."
                                        + event)
                        .headers(headers)
                        .data(message.getData())
                        .build();
        var _ = streams.ensure(Streams.DEAD_LETTER);
        var _ = streams.call(connection -> connection.jetStream(streams.options()).publish(letter));
    }

    /// This service's dead letters, oldest first, from after an id on.
    public List<DeadLetter> list(long after, int limit) {
        var _ = streams.ensure(Streams.DEAD_LETTER);
        String filter =
                "headroom." + self.cell() + "." + Streams.DEAD_LETTER + "." + self.name() + ".>";
        List<DeadLetter> letters = new ArrayList<>();
        long next = after + 1;
        while (letters.size() < limit) {
            long from = next;
            Optional<MessageInfo> found =
                    orNotFound(
                            c ->
                                    streams.management(c)
                                            .getNextMessage(
                                                    Streams.DEAD_LETTER_STREAM, from, filter));
            if (found.isEmpty()) {
                break;
            }
            letters.add(letter(found.get()));
            next = found.get().getSeq() + 1;
        }
        return letters;
    }

    /// One of this service's dead letters.
    public Optional<DeadLetter> find(long id) {
        return raw(id).map(DeadLetters::letter);
    }

    /// Hands the event once more to the channel that hears it; once that is done, the dead letter is gone. Answers false where
    /// there is no such dead letter, or nobody hears its event any more.
    public boolean replay(long id) {
        return raw(id).map(m -> Delivery.OfDeadLetter.of(m.getHeaders(), body(m), id, this))
                .map(letter -> channels.stream().anyMatch(channel -> channel.redeliver(letter)))
                .orElse(false);
    }

    void redeliverTo(Channel channel) {
        channels.add(channel);
    }

    void forget(long id) {
        try {
            var _ =
                    streams.call(
                            c ->
                                    streams.management(c)
                                            .deleteMessage(Streams.DEAD_LETTER_STREAM, id));
        } catch (BusAway e) {
            LOG.warnf("dead letter %d was handled, yet stays: %s", id, e.getMessage());
        }
    }

    private static byte[] body(MessageInfo message) {
        byte[] body = message.getData();
        return body == null ? new byte[0] : body;
    }

    private Optional<MessageInfo> raw(long id) {
        return orNotFound(c -> streams.management(c).getMessage(Streams.DEAD_LETTER_STREAM, id))
                .filter(m -> self.name().equals(text(m.getHeaders(), SERVICE)));
    }

    private Optional<MessageInfo> orNotFound(Streams.Question<MessageInfo> question) {
        return streams.call(
                connection -> {
                    try {
                        return Optional.of(question.ask(connection)).filter(MessageInfo::isMessage);
                    } catch (JetStreamApiException e) {
                        if (e.getErrorCode() == 404) {
                            return Optional.empty();
                        }
                        throw e;
                    }
                });
    }

    private static DeadLetter letter(MessageInfo message) {
        Headers headers = new Headers(message.getHeaders());
        ZonedDateTime at = message.getTime();
        return new DeadLetter(
                message.getSeq(),
                text(headers, SERVICE),
                text(headers, SUBJECT),
                headers.getFirst(CloudEventHeaders.ID),
                text(headers, REASON),
                at == null ? Instant.EPOCH : at.toInstant(),
                new String(body(message), StandardCharsets.UTF_8));
    }

    private static String text(@Nullable Headers headers, String name) {
        String value = headers == null ? null : headers.getFirst(name);
        return value == null ? "" : value;
    }

    private static Optional<EventId> eventId(@Nullable Headers headers) {
        try {
            return Optional.ofNullable(headers)
                    .map(h -> h.getFirst(CloudEventHeaders.ID))
                    .map(EventId::of);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String eventOf(String subject) {
        String[] parts = subject.split("\\.", -1);
        return parts.length > 3 ? parts[3] : "unknown";
    }

    /// For the metric: the first word or two, never the details, so that labels stay few.
    private static String kindOf(String reason) {
        int colon = reason.indexOf(':');
        String kind = colon > 0 ? reason.substring(0, colon) : reason;
        return kind.length() > 40 ? "unreadable" : kind;
    }

    private static String oneLine(String reason) {
        String line = reason.replaceAll("[^\\x20-\\x7e]", " ");
        return line.length() > MAX_REASON ? line.substring(0, MAX_REASON) : line;
    }
}
