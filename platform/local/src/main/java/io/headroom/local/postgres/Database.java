package io.headroom.local.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.regex.Pattern;

import io.headroom.local.Refused;

/// The database that the services share, seen as the one who administers it.
///
/// @param url where it is: `jdbc:postgresql://host:port/name`
/// @param user may create roles, and the database where it is not there yet
public record Database(String url, String user, String password) {
    private static final Pattern URL =
            Pattern.compile("(?:jdbc:)?(postgres(?:ql)?://[^/?@]+/)([a-z_][a-z0-9_]*)(\\?.*)?");

    public Database {
        var parts = URL.matcher(url);
        if (!parts.matches()) {
            throw new Refused(
                    "a database is given as postgresql://HOST:PORT/NAME, without user and password");
        }
        url = "jdbc:" + url.replaceFirst("^jdbc:", "").replaceFirst("^postgres:", "postgresql:");
    }

    public String name() {
        return part(2);
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }

    /// The database that every PostgreSQL has, for making ours.
    Connection connectForMaintenance() throws SQLException {
        var parameters = URL.matcher(url);
        var suffix = parameters.matches() && parameters.group(3) != null ? parameters.group(3) : "";
        return DriverManager.getConnection("jdbc:" + part(1) + "postgres" + suffix, user, password);
    }

    private String part(int group) {
        var parts = URL.matcher(url);
        if (!parts.matches()) {
            throw new IllegalStateException("checked when it was made");
        }
        return parts.group(group);
    }

    /// Without the password.
    @Override
    public String toString() {
        return url + " as " + user;
    }
}
