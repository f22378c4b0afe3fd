package io.headroom.platform.outbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.nats.client.JetStream;
import io.nats.client.Message;
import io.nats.client.api.PublishAck;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.headroom.contracts.envelope.CloudEventHeaders;
import io.headroom.platform.bus.BusAway;
import io.headroom.platform.bus.BusConnection;
import io.headroom.platform.service.ThisService;

/// Publishes a batch of events: many in flight, those of one key one after the other.
@Singleton
class Publisher {

    /// JetStream was fastest with so many on two cores; twice gains nothing, half loses a third.
    private static final int IN_FLIGHT = 256;

    /// Longer than a busy server takes to acknowledge.
    private static final Duration WAIT = Duration.ofSeconds(5);

    private final BusConnection bus;
    private final ThisService self;
    private final Semaphore inFlight = new Semaphore(IN_FLIGHT);

    @Inject
    Publisher(BusConnection bus, ThisService self) {
        this.bus = bus;
        this.self = self;
    }

    /// What was acknowledged; the rest is to be tried again.
    List<Sent> publish(List<Pending> batch) {
        JetStream jetStream = jetStream();
        Map<String, CompletableFuture<Sent>> lastOfKey = new HashMap<>();
        List<CompletableFuture<Sent>> all = new ArrayList<>();
        for (Pending event : batch) {
            CompletableFuture<Sent> before = lastOfKey.get(event.subject());
            CompletableFuture<Sent> sent =
                    before == null
                            ? send(jetStream, event)
                            : before.thenCompose(_ -> send(jetStream, event));
            lastOfKey.put(event.subject(), sent);
            all.add(sent);
        }
        List<Sent> acknowledged = new ArrayList<>();
        for (CompletableFuture<Sent> sent : all) {
            var _ = sent.handle((done, _) -> done != null && acknowledged.add(done)).join();
        }
        return acknowledged;
    }

    private JetStream jetStream() {
        try {
            return bus.connection().jetStream();
        } catch (java.io.IOException e) {
            throw new BusAway("JetStream does not answer", e);
        }
    }

    private CompletableFuture<Sent> send(JetStream jetStream, Pending event) {
        try {
            if (!inFlight.tryAcquire(WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                return CompletableFuture.failedFuture(new BusAway("too much is in flight"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CompletableFuture.failedFuture(e);
        }
        CompletableFuture<PublishAck> acknowledgement;
        try {
            acknowledgement = jetStream.publishAsync(message(event));
        } catch (RuntimeException e) {
            inFlight.release();
            return CompletableFuture.failedFuture(e);
        }
        return acknowledgement
                .orTimeout(WAIT.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((_, _) -> inFlight.release())
                .thenApply(ack -> sent(event, ack));
    }

    private static Sent sent(Pending event, PublishAck ack) {
        return new Sent(
                event.id(),
                event.context(),
                ack.getSeqno(),
                ack.isDuplicate() ? Sent.Fresh.KNOWN : Sent.Fresh.STORED);
    }

    private Message message(Pending event) {
        Headers headers =
                new Headers()
                        .put(CloudEventHeaders.ID, event.id().toString())
                        .put(CloudEventHeaders.TYPE, event.type())
                        .put(CloudEventHeaders.SOURCE, self.source())
                        .put(CloudEventHeaders.SPEC_VERSION, CloudEventHeaders.SPEC_VERSION_1)
                        .put(CloudEventHeaders.TIME, event.occurredAt().toInstant().toString())
                        .put(CloudEventHeaders.SUBJECT, event.key())
                        .put(CloudEventHeaders.CONTENT_TYPE, CloudEventHeaders.JSON)
                        .put(CloudEventHeaders.MESSAGE_ID, event.messageId());
        String traceparent = event.traceparent();
        if (traceparent != null) {
            headers.put(CloudEventHeaders.TRACEPARENT, traceparent);
        }
        return NatsMessage.builder()
                .subject(event.subject())
                .headers(headers)
                .data(event.payload().getBytes(StandardCharsets.UTF_8))
                .build();
    }
}
