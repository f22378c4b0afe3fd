package io.headroom.platform.database;

import io.headroom.platform.bus.Away;

/// PostgreSQL does not answer, or has no connection left: nothing was changed, try again later.
public final class DatabaseAway extends RuntimeException implements Away {

    public DatabaseAway(Throwable cause) {
        super("the database does not answer: " + cause.getMessage(), cause);
    }
}
