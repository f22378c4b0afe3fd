package io.headroom.platform.database;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

/// What belongs to the end of a transaction: the last it writes, right before its commit, and what is done after: wake the relay,
/// wake a loop.
@Singleton
public final class Commits {

    private static final class End {
        private LastStatements statements = new LastStatements();
        private final List<Runnable> after = new ArrayList<>();
    }

    private final ConcurrentHashMap<Mutiny.Session, End> ends = new ConcurrentHashMap<>();

    /// Does it after the commit of this session's transaction, and not at all if that fails.
    public void after(Mutiny.Session session, Runnable work) {
        note(session, end -> end.after.add(work));
    }

    /// Executes a statement right before the commit, its parameter `:rows` a JSON array of these, in one round trip with all others
    /// that are said here. For what the transaction itself does not read again: none of these statements sees what another
    /// of them writes.
    ///
    /// @return done at once, to be chained like any other statement
    public Uni<Void> before(Mutiny.Session session, String sql, Collection<?> rows) {
        if (!rows.isEmpty()) {
            note(session, end -> end.statements.add(sql, rows));
        }
        return Uni.createFrom().voidItem();
    }

    /// The same for a statement with other parameters.
    public Uni<Void> before(Mutiny.Session session, String sql, Map<String, ?> parameters) {
        note(session, end -> end.statements.add(sql, parameters));
        return Uni.createFrom().voidItem();
    }

    private void note(Mutiny.Session session, Consumer<End> noting) {
        End end = ends.computeIfAbsent(session, _ -> new End());
        synchronized (end) {
            noting.accept(end);
        }
    }

    /// Sends what is to be written last so far, without waiting for what was sent before it: for who has just sent the last of its
    /// own statements.
    ///
    /// @return to be waited for before the transaction's work is done
    public Uni<Void> write(Mutiny.Session session) {
        End end = ends.get(session);
        if (end == null) {
            return Uni.createFrom().voidItem();
        }
        LastStatements last;
        synchronized (end) {
            last = end.statements;
            end.statements = new LastStatements();
        }
        return last.isEmpty() ? Uni.createFrom().voidItem() : last.execute(session);
    }

    void committed(Mutiny.Session session) {
        End end = ends.remove(session);
        if (end != null) {
            end.after.forEach(Runnable::run);
        }
    }

    void forget(Mutiny.Session session) {
        ends.remove(session);
    }
}
