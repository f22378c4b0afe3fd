package io.headroom.agent.replica;

import java.util.Collection;
import java.util.List;

import io.headroom.agent.disk.StateFolder;

/// What the agent remembers of its replicas, on disk; written only when it changed.
final class ReplicaBook {

    private static final String FILE = "replicas.json";

    private record Book(List<KeptReplica> replicas) {}

    private final StateFolder folder;
    private Book saved = new Book(List.of());

    ReplicaBook(StateFolder folder) {
        this.folder = folder;
    }

    List<KeptReplica> read() {
        return folder.read(FILE, Book.class).map(Book::replicas).orElse(List.of());
    }

    void write(Collection<KeptReplica> replicas) {
        Book book = new Book(List.copyOf(replicas));
        if (!book.equals(saved)) {
            folder.write(FILE, book);
            saved = book;
        }
    }
}
