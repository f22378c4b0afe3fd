package io.headroom.placement.lane;

import jakarta.inject.Singleton;

import io.headroom.contracts.capacity.LaneSpec;
import io.headroom.placement.sql.Declared;
import io.headroom.placement.sql.DeclaredTable;

/// The declared lanes.
@Singleton
public final class LaneTable {

    final DeclaredTable<LaneSpec> table = new DeclaredTable<>("lane", LaneSpec.class);

    /// The query for all of them, each as one line.
    public String lines() {
        return table.lines();
    }

    /// The query for those whose names the parameter holds.
    public String lines(String names) {
        return table.lines(names);
    }

    public Declared<LaneSpec> read(String line) {
        return table.read(line);
    }
}
