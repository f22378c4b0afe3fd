package io.headroom.cost;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
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
import io.headroom.testkit.harness.Onlooker;
import io.headroom.testkit.harness.TestBed;

/// Speaks as another service does, and looks up what cost said.
final class Others {

    private final io.nats.client.Connection nats;

    private Others(io.nats.client.Connection nats) {
        this.nats = nats;
    }

    static Others as(LocalService service) {
        TestBed bed = TestBed.current();
        try {
            return new Others(
                    Nats.connect(
                            Options.builder()
                                    .server(bed.nats().url())
                                    .authHandler(
                                            Nats.credentials(
                                                    bed.secrets()
                                                            .natsCredentials(service)
                                                            .toString()))
                                    .inboxPrefix("_INBOX." + service.processName() + ".")
                                    .build()));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void say(Event event) {
        EventType type = EventType.of(event.getClass());
        String id = UUID.randomUUID().toString();
        Headers headers =
                new Headers()
                        .add(CloudEventHeaders.ID, id)
                        .add(CloudEventHeaders.TYPE, type.cloudEventType())
                        .add(CloudEventHeaders.SUBJECT, event.key())
                        .add(CloudEventHeaders.TIME, Instant.now().toString())
                        .add(CloudEventHeaders.SPEC_VERSION, CloudEventHeaders.SPEC_VERSION_1)
                        .add(CloudEventHeaders.MESSAGE_ID, id);
        String subject = Subject.of(new Cell(TestBed.CELL), event).toString();
        nats.publish(subject, headers, json(event).getBytes(StandardCharsets.UTF_8));
    }

    /// What cost said of a key under a name, oldest first.
    static <T> List<T> said(String name, String key, Class<T> type) {
        String sql =
                "select payload from bus.outbox where service = 'cost' and event = ? and key = ? order by seq";
        try {
            return Onlooker.look(
                    database -> {
                        try (PreparedStatement query = database.prepareStatement(sql)) {
                            query.setString(1, name);
                            query.setString(2, key);
                            return read(query, type);
                        }
                    });
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> List<T> read(PreparedStatement query, Class<T> type) throws SQLException {
        List<T> found = new ArrayList<>();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                found.add(HeadroomJson.tolerant().readValue(rows.getString(1), type));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        return found;
    }

    static int count(String sql) {
        try {
            return Onlooker.look(
                    database -> {
                        try (PreparedStatement query = database.prepareStatement(sql);
                                ResultSet rows = query.executeQuery()) {
                            rows.next();
                            return rows.getInt(1);
                        }
                    });
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String json(Object value) {
        try {
            return HeadroomJson.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    void close() throws InterruptedException {
        nats.close();
    }
}
