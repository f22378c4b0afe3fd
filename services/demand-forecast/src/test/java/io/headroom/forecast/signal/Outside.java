package io.headroom.forecast.signal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.nats.client.Connection;

import io.headroom.contracts.envelope.Event;
import io.headroom.local.LocalService;
import io.headroom.testkit.harness.OtherService;
import io.headroom.testkit.harness.TestBed;

/// What demand-forecast hears over the bus.
@SuppressWarnings("try") // An interrupt while closing ends the test as well.
final class Outside {

    private static final Duration SOON = Duration.ofSeconds(60);

    private Outside() {}

    /// The answer to an announcement, by a system that may announce and nothing else.
    static String announces(String body) {
        try (Connection nats =
                OtherService.connect(TestBed.current().secrets().natsAnnouncer(), "signals")) {
            return new String(
                    nats.requestWithTimeout(
                                    "headroom." + TestBed.CELL + ".signals",
                                    body.getBytes(StandardCharsets.UTF_8),
                                    SOON)
                            .get(SOON.toSeconds(), TimeUnit.SECONDS)
                            .getData(),
                    StandardCharsets.UTF_8);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    static void placementSays(Event event) {
        try (OtherService placement = OtherService.as(LocalService.PLACEMENT)) {
            placement.say(event);
        }
    }
}
