package io.headroom.placement.lane;

import java.util.List;
import java.util.Optional;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.capacity.LaneSpec;
import io.headroom.placement.sql.Declared;
import io.headroom.placement.sql.DeclaredTable;

/// The declared lanes.
@Singleton
public final class LaneTable {

    private static final int MOST = 10_000;

    final DeclaredTable<LaneSpec> table = new DeclaredTable<>("lane", LaneSpec.class);

    public Uni<Optional<Declared<LaneSpec>>> find(Mutiny.Session session, String name) {
        return table.find(session, name);
    }

    public Uni<List<Declared<LaneSpec>>> all(Mutiny.Session session) {
        return table.page(session, "", MOST);
    }
}
