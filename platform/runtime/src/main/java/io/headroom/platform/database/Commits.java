package io.headroom.platform.database;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

/// What to do once a transaction has committed: wake the relay, wake a loop.
@Singleton
public final class Commits {

    private final ConcurrentHashMap<Mutiny.Session, List<Runnable>> after =
            new ConcurrentHashMap<>();

    /// Does it after the commit of this session's transaction, and not at all if that fails.
    public void after(Mutiny.Session session, Runnable work) {
        var _ = after.computeIfAbsent(session, _ -> new CopyOnWriteArrayList<>()).add(work);
    }

    void committed(Mutiny.Session session) {
        List<Runnable> works = after.remove(session);
        if (works != null) {
            works.forEach(Runnable::run);
        }
    }

    void forget(Mutiny.Session session) {
        after.remove(session);
    }
}
