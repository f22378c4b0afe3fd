package io.headroom.placement.picture;

import java.util.List;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.capacity.CapacityShortfall;
import io.headroom.platform.database.Commits;
import io.headroom.platform.database.Rows;

/// The newest shortfall of each lane, so that the same is not said twice.
@Singleton
public final class ShortfallTable {

    /// The query for the last word of each lane, each as one line.
    static final String ALL =
            "select cast(json_build_object('lane', lane, 'version', version, 'items', items) as text) as line"
                    + " from shortfall";

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
    public record Last(String lane, long version, String items) {
        public static Last of(CapacityShortfall said, FleetSnapshot counted) {
            return new Last(said.lane(), said.version(), basis(said, counted));
        }
    }

    private final Commits commits;

    @Inject
    ShortfallTable(Commits commits) {
        this.commits = commits;
    }

    /// @param counted what they were counted on
    public Uni<Void> put(
            Mutiny.Session session, List<CapacityShortfall> said, FleetSnapshot counted) {
        return commits.before(session, PUT, said.stream().map(s -> Last.of(s, counted)).toList());
    }

    /// What is compared: the items, what is held back beside them, and (as a hash) which of the lane's nodes they are net of; not when they were counted. The same items
    /// wait after new nodes were seen where these serve others: whoever buys must hear that they are not for them.
    public static String basis(CapacityShortfall shortfall, FleetSnapshot counted) {
        String held = shortfall.heldBack().isEmpty() ? "" : Rows.json(shortfall.heldBack());
        String items = Rows.json(shortfall.items()) + held;
        return shortfall.items().isEmpty()
                ? items
                : counted.usableNodes(shortfall.lane()).hashCode() + " " + items;
    }
}
