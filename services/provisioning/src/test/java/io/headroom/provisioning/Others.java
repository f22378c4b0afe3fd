package io.headroom.provisioning;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;

import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.local.LocalService;
import io.headroom.testkit.harness.Onlooker;
import io.headroom.testkit.harness.OtherService;

/// Speaks as another service does, and looks up what provisioning said.
final class Others {

    private final OtherService other;

    private Others(OtherService other) {
        this.other = other;
    }

    static Others as(LocalService service) {
        return new Others(OtherService.as(service));
    }

    void say(Event event) {
        other.say(event);
    }

    /// What provisioning said of a key under a name, oldest first.
    static <T> List<T> said(String name, String key, Class<T> type) {
        String sql =
                "select payload from bus.outbox where service = 'provisioning' and event = ? and key like ? order by seq";
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

    /// Everything that was said under a name, oldest first.
    static <T> List<T> said(String name, Class<T> type) {
        return said(name, "%", type);
    }

    void close() {
        other.close();
    }
}
