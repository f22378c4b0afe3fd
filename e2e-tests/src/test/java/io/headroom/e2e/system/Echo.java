package io.headroom.e2e.system;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;

import io.headroom.contracts.envelope.CloudEventHeaders;

/// Says everything again that services say to each other, some time later, so that it comes twice and out of order. The bus, which would
/// know it by its id, is told another one; whoever hears it has only the event's own id to know it by.
public final class Echo implements AutoCloseable {

    private static final List<String> SERVICES = List.of("placement", "provisioning", "cost");

    private static final String AGAIN = "Said-Again";

    private final Duration later;
    private final Map<String, Connection> voices = new LinkedHashMap<>();
    private final ScheduledThreadPoolExecutor saying = new ScheduledThreadPoolExecutor(1);
    private final AtomicInteger said = new AtomicInteger();
    private final Connection ear;

    private Echo(Headroom headroom, Duration later) throws IOException, InterruptedException {
        this.later = later;
        for (String service : SERVICES) {
            voices.put(service, headroom.busAs(service).connect());
        }
        saying.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.ear = headroom.busAs("cli").connect();
        var _ = ear.createDispatcher(this::heard).subscribe("headroom.local.*.*.>");
    }

    public static Echo of(Headroom headroom, Duration later)
            throws IOException, InterruptedException {
        return new Echo(headroom, later);
    }

    private void heard(Message message) {
        String context = message.getSubject().split("\\.", -1)[2];
        Connection voice = voices.get(context);
        Headers headers = message.getHeaders();
        if (voice == null || headers == null || headers.containsKey(AGAIN)) {
            return;
        }
        Headers again = new Headers(headers);
        again.put(AGAIN, "yes");
        again.put(
                CloudEventHeaders.MESSAGE_ID,
                headers.getFirst(CloudEventHeaders.MESSAGE_ID) + "-again");
        var _ =
                saying.schedule(
                        () -> say(voice, message, again), later.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void say(Connection voice, Message message, Headers headers) {
        voice.publish(
                NatsMessage.builder()
                        .subject(message.getSubject())
                        .headers(headers)
                        .data(message.getData())
                        .build());
        var _ = said.incrementAndGet();
    }

    /// How much was said again.
    public int said() {
        return said.get();
    }

    @Override
    public void close() {
        var _ = saying.shutdownNow();
        try {
            ear.close();
            for (Connection voice : voices.values()) {
                voice.close();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
