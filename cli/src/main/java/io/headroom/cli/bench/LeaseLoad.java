package io.headroom.cli.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.impl.Headers;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.NodeSpend;
import io.headroom.contracts.budget.PurchaseId;
import io.headroom.contracts.budget.SpendAttributes;
import io.headroom.contracts.budget.SpendRequested;
import io.headroom.contracts.envelope.Cell;
import io.headroom.contracts.envelope.CloudEventHeaders;
import io.headroom.contracts.envelope.EventType;
import io.headroom.contracts.envelope.Subject;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.ProviderKind;

/// Asks for money over the bus, as provisioning does, and takes the time until the answer is on the bus.
final class LeaseLoad implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String GRANTED = "headroom.local.cost.spend-granted.";
    private static final String DENIED = "headroom.local.cost.spend-denied.";

    /// What a load came to. A denial is a decision as well, but writes much less.
    record Result(int granted, int denied, double perSecond, List<Double> millis) {}

    private final Connection nats;
    private final int families;
    private final Map<String, Long> asked = new ConcurrentHashMap<>();
    private final List<Double> millis = java.util.Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger granted = new AtomicInteger();
    private final Semaphore answers = new Semaphore(0);

    private LeaseLoad(Connection nats, int families) {
        this.nats = nats;
        this.families = families;
    }

    /// @param families requests are of so many kinds, each under budgets of its own
    static LeaseLoad connect(ServiceAlone cost, int families)
            throws IOException, InterruptedException {
        Connection nats =
                Nats.connect(
                        Options.builder()
                                .server(cost.natsUrl())
                                .authHandler(Nats.credentials(cost.provisioning().toString()))
                                .inboxPrefix("_INBOX.provisioning.")
                                .build());
        LeaseLoad load = new LeaseLoad(nats, families);
        Dispatcher dispatcher = nats.createDispatcher(m -> load.answered(m.getSubject()));
        var _ = dispatcher.subscribe(GRANTED + "*");
        var _ = dispatcher.subscribe(DENIED + "*");
        try {
            nats.flush(Duration.ofSeconds(5));
        } catch (TimeoutException e) {
            throw new IOException("the bus does not answer", e);
        }
        return load;
    }

    private void answered(String subject) {
        Long at = asked.remove(subject.substring(subject.lastIndexOf('.') + 1));
        if (at != null) {
            millis.add((System.nanoTime() - at) / 1e6);
            if (subject.startsWith(GRANTED)) {
                var _ = granted.incrementAndGet();
            }
            answers.release();
        }
    }

    /// As fast as it goes: so many are always under way.
    Result atOnce(int requests, int underWay) throws InterruptedException {
        begin();
        long begun = System.nanoTime();
        Semaphore places = answers;
        places.release(underWay);
        for (int i = 0; i < requests; i++) {
            take(places);
            ask(i, System.nanoTime());
        }
        for (int i = 0; i < underWay; i++) {
            take(places);
        }
        return result(begun);
    }

    /// At a steady rate, whatever the answers do. Time runs from when a request was due: one that could only be made late,
    /// because those before it held things up, has waited all the same.
    Result steady(int perSecond, int seconds) throws InterruptedException {
        begin();
        long begun = System.nanoTime();
        int requests = perSecond * seconds;
        for (int i = 0; i < requests; i++) {
            long due = begun + i * 1_000_000_000L / perSecond;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            ask(i, due);
        }
        for (int i = 0; i < requests; i++) {
            take(answers);
        }
        return result(begun);
    }

    private void begin() {
        asked.clear();
        millis.clear();
        granted.set(0);
        answers.drainPermits();
    }

    private void take(Semaphore places) throws InterruptedException {
        if (!places.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException(
                    "%d requests are without an answer for %d s"
                            .formatted(asked.size(), PATIENCE.toSeconds()));
        }
    }

    private Result result(long begun) {
        List<Double> all = List.copyOf(millis);
        double seconds = (System.nanoTime() - begun) / 1e9;
        return new Result(granted.get(), all.size() - granted.get(), all.size() / seconds, all);
    }

    private void ask(int number, long due) {
        SpendRequested request =
                new SpendRequested(
                        new PurchaseId(UUID.randomUUID()),
                        List.of(spend(number % families)),
                        0,
                        Instant.now());
        asked.put(request.purchase().toString(), due);
        String id = UUID.randomUUID().toString();
        EventType type = EventType.of(SpendRequested.class);
        Headers headers =
                new Headers()
                        .add(CloudEventHeaders.ID, id)
                        .add(CloudEventHeaders.TYPE, type.cloudEventType())
                        .add(CloudEventHeaders.SUBJECT, request.key())
                        .add(CloudEventHeaders.TIME, Instant.now().toString())
                        .add(CloudEventHeaders.SPEC_VERSION, CloudEventHeaders.SPEC_VERSION_1)
                        .add(CloudEventHeaders.MESSAGE_ID, id);
        nats.publish(Subject.of(new Cell("local"), request).toString(), headers, json(request));
    }

    private static byte[] json(SpendRequested request) {
        try {
            return HeadroomJson.mapper()
                    .writeValueAsString(request)
                    .getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event always has a JSON form", e);
        }
    }

    private static NodeSpend spend(int family) {
        return new NodeSpend(
                new NodeId(UUID.randomUUID()),
                new SpendAttributes(
                        "tenant-" + family,
                        "production",
                        "pool",
                        "default",
                        ProviderKind.AWS,
                        "us-east-1",
                        CapacityType.ON_DEMAND,
                        Map.of("family", Integer.toString(family))),
                Money.of("12.00"),
                Duration.ofMinutes(1),
                Duration.ofMinutes(2));
    }

    @Override
    public void close() {
        try {
            nats.close();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
