package io.headroom.testkit.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
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

/// Another service on the test bed's bus: what it says reaches the one under test as it would in earnest, under its own credentials.
public final class OtherService implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final Connection nats;

    private OtherService(Connection nats) {
        this.nats = nats;
    }

    public static OtherService as(LocalService service) {
        Path credentials = TestBed.current().secrets().natsCredentials(service);
        return new OtherService(connect(credentials, service.processName()));
    }

    /// A connection under any credentials.
    ///
    /// @param user whose inboxes it may hear
    public static Connection connect(Path credentials, String user) {
        try {
            return Nats.connect(
                    Options.builder()
                            .server(TestBed.current().nats().url())
                            .authHandler(Nats.credentials(credentials.toString()))
                            .inboxPrefix("_INBOX." + user + ".")
                            .build());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /// Says it once; the server has it when this returns.
    public void say(Event event) {
        try {
            nats.publish(
                    Subject.of(new Cell(TestBed.CELL), event).toString(),
                    headers(event),
                    HeadroomJson.mapper().writeValueAsBytes(event));
            nats.flush(SOON);
        } catch (IOException | TimeoutException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static Headers headers(Event event) {
        String id = UUID.randomUUID().toString();
        return new Headers()
                .add(CloudEventHeaders.ID, id)
                .add(CloudEventHeaders.TYPE, EventType.of(event.getClass()).cloudEventType())
                .add(CloudEventHeaders.SUBJECT, event.key())
                .add(CloudEventHeaders.TIME, Instant.now().toString())
                .add(CloudEventHeaders.SPEC_VERSION, CloudEventHeaders.SPEC_VERSION_1)
                .add(CloudEventHeaders.MESSAGE_ID, id);
    }

    @Override
    public void close() {
        try {
            nats.close();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException(e);
    }
}
