package io.headroom.placement.decision;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import io.headroom.platform.database.Commits;

/// What decisions were made from: now and then whole, and between as differences from the one before, which form a chain with it.
@Singleton
public final class InputsTable {

    /// At twice of it the last of a chain takes twice as long to compute again; at half of it twice as many are kept whole.
    private static final int LONGEST_CHAIN = 100;

    /// Nodes and workloads of which inputs are kept: to keep more whole would take longer than all else of a turn.
    private static final int MOST = 5_000;

    private static final String KEEP =
            """
            insert into decision_inputs (decision_id, chain, place, at, packed)
            values (:id, :chain, :place, :at, :packed)
            """;

    private static final String CHAIN =
            """
            select p.packed from decision_inputs i join decision_inputs p on p.chain = i.chain and p.place <= i.place
            where i.decision_id = :id order by p.place
            """;

    private final Commits commits;

    /// The last link that is known to be kept; nothing where that is in doubt, and a new chain begins.
    private final AtomicReference<@Nullable Link> last = new AtomicReference<>();

    @Inject
    InputsTable(Commits commits) {
        this.commits = commits;
    }

    /// Inputs as they are kept.
    ///
    /// @param chain the decision whose inputs are kept whole
    /// @param place how many came after it
    public record Link(UUID id, UUID chain, int place, Decided decided, String packed) {
        boolean isWhole() {
            return place == 0;
        }
    }

    /// The inputs ready to be kept; empty where they are too many. Takes long for a large fleet: not for a transaction.
    public Optional<Link> pack(UUID id, Decided decided) {
        if (decided.facts().fleet().nodes().size() + decided.facts().queue().waiting().size()
                > MOST) {
            return Optional.empty();
        }
        Link before = last.getAndSet(null);
        return Optional.of(
                before == null || before.place() + 1 == LONGEST_CHAIN
                        ? new Link(id, id, 0, decided, Packed.of(decided))
                        : new Link(
                                id,
                                before.chain(),
                                before.place() + 1,
                                decided,
                                Packed.of(Difference.between(before.decided(), decided))));
    }

    Uni<Void> keep(Mutiny.Session session, Link link) {
        commits.after(session, () -> last.set(link));
        return commits.before(
                session,
                KEEP,
                Map.of(
                        "id", link.id(),
                        "chain", link.chain(),
                        "place", link.place(),
                        "at", link.decided().at(),
                        "packed", link.packed()));
    }

    /// What the decision was made from.
    Uni<Optional<Decided>> find(Mutiny.Session session, UUID id) {
        return session.createNativeQuery(CHAIN, String.class)
                .setParameter("id", id)
                .getResultList()
                .map(InputsTable::unpack);
    }

    private static Optional<Decided> unpack(List<String> chain) {
        Optional<Decided> decided = Optional.empty();
        for (String packed : chain) {
            decided =
                    Optional.of(
                            decided.isEmpty()
                                    ? Packed.open(packed, Decided.class)
                                    : Packed.open(packed, Difference.class).after(decided.get()));
        }
        return decided;
    }
}
