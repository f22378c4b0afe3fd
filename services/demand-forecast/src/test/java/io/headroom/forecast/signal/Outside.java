package io.headroom.forecast.signal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.impl.Headers;

import io.headroom.contracts.envelope.Cell;
import io.headroom.contracts.envelope.CloudEventHeaders;
import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.EventType;
import io.headroom.contracts.envelope.Subject;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.local.LocalService;
import io.headroom.testkit.harness.TestBed;

/// What demand-forecast hears over the bus.
@SuppressWarnings("try") // An interrupt while closing ends the test as well.
final class Outside {

    private static final Duration SOON = Duration.ofSeconds(20);

    private Outside() {}

    /// The answer to an announcement, by a system that may announce and nothing else.
    static String announces(String body) {
        try (Connection nats = connect(TestBed.current().secrets().natsAnnouncer(), "signals")) {
            return new String(
                    nats.requestWithTimeout(
                                    "headroom." + TestBed.CELL + ".signals",
                                    body.getBytes(StandardCharsets.UTF_8),
                                    SOON)
                            .get(SOON.toSeconds(), TimeUnit.SECONDS)
                            .getData(),
                    StandardCharsets.UTF_8);
        } catch (IOException | InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    static void placementSays(Event event) {
        String id = UUID.randomUUID().toString();
        Headers headers =
                new Headers()
                        .add(CloudEventHeaders.ID, id)
                        .add(
                                CloudEventHeaders.TYPE,
                                EventType.of(event.getClass()).cloudEventType())
                        .add(CloudEventHeaders.SUBJECT, event.key())
                        .add(CloudEventHeaders.TIME, Instant.now().toString())
                        .add(CloudEventHeaders.SPEC_VERSION, CloudEventHeaders.SPEC_VERSION_1)
                        .add(CloudEventHeaders.MESSAGE_ID, id);
        Path credentials = TestBed.current().secrets().natsCredentials(LocalService.PLACEMENT);
        try (Connection nats = connect(credentials, LocalService.PLACEMENT.processName())) {
            nats.publish(
                    Subject.of(new Cell(TestBed.CELL), event).toString(),
                    headers,
                    HeadroomJson.mapper().writeValueAsBytes(event));
            nats.flush(SOON);
        } catch (IOException | InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection connect(Path credentials, String user)
            throws IOException, InterruptedException {
        return Nats.connect(
                new Options.Builder()
                        .server(TestBed.current().nats().url())
                        .authHandler(Nats.credentials(credentials.toString()))
                        .inboxPrefix("_INBOX." + user + ".")
                        .build());
    }
}
