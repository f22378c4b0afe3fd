package io.headroom.placement.lane;

import java.util.Collection;
import java.util.List;
import java.util.Map;

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

    /// Those of the names that are declared.
    public Uni<Map<String, Declared<LaneSpec>>> named(
            Mutiny.Session session, Collection<String> names) {
        return table.named(session, names);
    }

    public Uni<List<Declared<LaneSpec>>> all(Mutiny.Session session) {
        return table.page(session, "", MOST);
    }
}
