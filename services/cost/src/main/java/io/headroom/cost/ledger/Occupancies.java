package io.headroom.cost.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import io.headroom.contracts.node.NodeOccupancy;
import io.headroom.contracts.node.Occupant;
import io.headroom.platform.bus.InboundEvent;
import io.headroom.platform.database.Rows;
import io.headroom.platform.inbox.Inbox;

/// Keeps what each node held since when, until its cost of that time is split.
@ApplicationScoped
public class Occupancies {

    private static final String KEEP =
            """
            insert into occupancy (node, version, at, doc) select node, version, at, doc
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb))
                as r(node uuid, version bigint, at timestamptz, doc jsonb)
            on conflict do nothing
            """;

    private record Row(UUID node, long version, Instant at, List<Occupant> doc) {}

    private final Inbox inbox;

    @Inject
    Occupancies(Inbox inbox) {
        this.inbox = inbox;
    }

    @Incoming("occupancies")
    Uni<Void> onOccupancy(List<InboundEvent> events) {
        return inbox.once(
                events,
                (session, fresh) -> {
                    List<Row> rows =
                            fresh.stream().map(e -> row(e.as(NodeOccupancy.class))).toList();
                    return Rows.execute(session, KEEP, Map.of("rows", Rows.json(rows)))
                            .replaceWithVoid();
                });
    }

    private static Row row(NodeOccupancy occupancy) {
        return new Row(
                occupancy.node().value(),
                occupancy.version(),
                occupancy.at(),
                occupancy.occupants());
    }
}
