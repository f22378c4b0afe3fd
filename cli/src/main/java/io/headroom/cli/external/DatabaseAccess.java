package io.headroom.cli.external;

import java.util.Optional;

import io.headroom.local.Refused;
import io.headroom.local.postgres.Database;

/// A database as its administrator sees it; the password comes from the environment, for arguments are public on a machine.
public final class DatabaseAccess {
    private DatabaseAccess() {}

    /// @param user who may create roles and the database; `PGUSER`, else `postgres`
    public static Database of(String url, Optional<String> user) {
        return new Database(
                url,
                user.or(() -> variable("PGUSER")).orElse("postgres"),
                variable("PGPASSWORD")
                        .orElseThrow(
                                () ->
                                        new Refused(
                                                "the password of the database is missing: give it"
                                                        + " in PGPASSWORD")));
    }

    static Optional<String> variable(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
    }
}
