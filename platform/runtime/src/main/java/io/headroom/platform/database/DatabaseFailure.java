package io.headroom.platform.database;

import java.net.ConnectException;
import java.util.Set;
import java.util.concurrent.TimeoutException;

import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import org.jspecify.annotations.Nullable;

/// What a failure of the database calls for.
enum DatabaseFailure {
    /// Two transactions were in each other's way: the same again will do.
    CONFLICT,
    /// Nobody there: later.
    AWAY,
    /// The work itself is wrong.
    OTHER;

    private static final Set<String> CONFLICTS = Set.of("40001", "40P01", "55P03");
    private static final Set<String> GONE = Set.of("57P01", "57P02", "57P03", "53300");

    static DatabaseFailure of(Throwable failure) {
        Throwable at = failure;
        for (int depth = 0; at != null && depth < 16; depth++) {
            DatabaseFailure kind = kindOf(at);
            if (kind != OTHER) {
                return kind;
            }
            at = at.getCause();
        }
        return OTHER;
    }

    private static DatabaseFailure kindOf(Throwable failure) {
        return switch (failure) {
            case PgException pg -> ofState(pg.getSqlState());
            case ConnectException _,
                    ClosedConnectionException _,
                    TimeoutException _,
                    ConnectionPoolTooBusyException _ ->
                    AWAY;
            case NoStackTraceThrowable bare -> ofMessage(bare.getMessage());
            default -> OTHER;
        };
    }

    private static DatabaseFailure ofState(@Nullable String state) {
        if (state == null) {
            return OTHER;
        }
        if (CONFLICTS.contains(state)) {
            return CONFLICT;
        }
        return GONE.contains(state) || state.startsWith("08") ? AWAY : OTHER;
    }

    /// The pool says only in words that it waited in vain.
    private static DatabaseFailure ofMessage(@Nullable String message) {
        return message != null
                        && (message.contains("Timeout") || message.contains("max wait queue"))
                ? AWAY
                : OTHER;
    }
}
