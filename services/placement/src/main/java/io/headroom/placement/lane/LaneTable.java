package io.headroom.placement.lane;

import java.util.Collection;
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

    final DeclaredTable<LaneSpec> table = new DeclaredTable<>("lane", LaneSpec.class);

    /// Those of the names that are declared.
    public Uni<Map<String, Declared<LaneSpec>>> named(
            Mutiny.Session session, Collection<String> names) {
        return table.named(session, names);
    }

    /// The query for all of them, each as one line.
    public String lines() {
        return table.lines();
    }

    public Declared<LaneSpec> read(String line) {
        return table.read(line);
    }
}
