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
    ///
    /// @param items as `basis` writes them
    record Last(String lane, long version, String items) {
        static Last of(CapacityShortfall said, FleetSnapshot counted) {
            return new Last(said.lane(), said.version(), basis(said, counted));
        }
    }

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

    /// @param counted what they were counted on
    Uni<Integer> put(Mutiny.Session session, List<CapacityShortfall> said, FleetSnapshot counted) {
        return Rows.write(session, PUT, said.stream().map(s -> Last.of(s, counted)).toList());
    }

    /// What is compared: the items, and (as a hash) which of the lane's nodes they are net of; not when they were counted. The same items
    /// wait after new nodes were seen where these serve others: whoever buys must hear that they are not for them.
    static String basis(CapacityShortfall shortfall, FleetSnapshot counted) {
        String items = Rows.json(shortfall.items());
        return shortfall.items().isEmpty()
                ? items
                : counted.usableNodes(shortfall.lane()).hashCode() + " " + items;
    }
}
