package io.headroom.cost.commitment;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import io.headroom.contracts.price.CommitmentUsed;
import io.headroom.platform.bus.InboundEvent;
import io.headroom.platform.database.Rows;
import io.headroom.platform.inbox.Inbox;

/// Keeps how much of each commitment's fee is used, from when on.
@ApplicationScoped
public class CommitmentUses {

    private static final String KEEP =
            """
            insert into commitment_use (name, since, used)
            select name, since, used
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(name text, since timestamptz, used bigint)
            on conflict do nothing
            """;

    private record Row(String name, Instant since, long used) {

        static Row of(CommitmentUsed said) {
            return new Row(said.name(), said.since(), said.usedPerHour().micros());
        }
    }

    private final Inbox inbox;

    @Inject
    CommitmentUses(Inbox inbox) {
        this.inbox = inbox;
    }

    @Incoming("commitment-uses")
    Uni<Void> onUse(List<InboundEvent> events) {
        return inbox.once(
                events,
                (session, fresh) -> {
                    List<Row> rows =
                            fresh.stream().map(e -> Row.of(e.as(CommitmentUsed.class))).toList();
                    return Rows.execute(session, KEEP, Map.of("rows", Rows.json(rows)))
                            .replaceWithVoid();
                });
    }
}
