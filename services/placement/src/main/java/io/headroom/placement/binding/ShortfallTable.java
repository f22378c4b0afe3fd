package io.headroom.placement.binding;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.capacity.CapacityShortfall;
import io.headroom.placement.sql.Rows;

/// The newest shortfall of each lane, so that the same is not said twice.
@Singleton
final class ShortfallTable {

    private static final String PUT =
            """
            insert into shortfall (lane, version, items)
            select lane, version, items from jsonb_to_recordset(cast(cast(:rows as text) as jsonb))
                as r(lane text, version bigint, items text)
            on conflict (lane) do update set version = excluded.version, items = excluded.items
            """;

    /// A lane's last word.
    record Last(String lane, long version, String items) {}

    Uni<Map<String, Last>> all(Mutiny.Session session) {
        return session.createNativeQuery(
                        "select cast(json_build_object('lane', lane, 'version', version, 'items', items) as"
                                + " text) from shortfall",
                        String.class)
                .getResultList()
                .map(
                        rows -> {
                            Map<String, Last> byLane = new LinkedHashMap<>();
                            Rows.parse(rows, Last.class).forEach(l -> byLane.put(l.lane(), l));
                            return byLane;
                        });
    }

    Uni<Integer> put(Mutiny.Session session, List<CapacityShortfall> said) {
        return Rows.write(
                session,
                PUT,
                said.stream().map(s -> new Last(s.lane(), s.version(), items(s))).toList());
    }

    /// What is compared: the items, not when they were counted.
    static String items(CapacityShortfall shortfall) {
        return Rows.json(shortfall.items());
    }
}
