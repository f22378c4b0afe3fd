package io.headroom.testkit.harness;

import java.sql.Connection;
import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

/// Looks into the database behind a service's back, by one connection that is kept: who waits looks many times a second, and a login
/// costs both sides far more than a look.
public final class Onlooker {

    private static @Nullable Onlooker current;

    private final String url;
    private final Connection database;

    private Onlooker(String url, Connection database) {
        this.url = url;
        this.database = database;
    }

    /// Something to be read; it may be read twice.
    public interface Look<T> {
        T at(Connection database) throws SQLException;
    }

    /// Looks once more, by a new connection, where the kept one has ended with its server.
    public static synchronized <T> T look(Look<T> look) throws SQLException {
        Onlooker kept = current;
        if (kept != null && kept.url.equals(TestBed.current().reactiveUrl())) {
            try {
                return look.at(kept.database);
            } catch (SQLException e) {
                if (kept.database.isValid(1)) {
                    throw e;
                }
            }
        }
        TestBed bed = TestBed.current();
        Onlooker fresh = new Onlooker(bed.reactiveUrl(), bed.superuser());
        current = fresh;
        return look.at(fresh.database);
    }
}
