package io.headroom.forecast.signal;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import io.headroom.contracts.capacity.LaneChanged;
import io.headroom.contracts.check.InvalidFields;
import io.headroom.platform.bus.InboundEvent;
import io.headroom.platform.database.Rows;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.inbox.Inbox;

/// Which lanes there are, as placement says: an announcement for one that nobody declared would never be bought for.
@ApplicationScoped
public class KnownLanes {

    /// Every cell has it from the start.
    private static final String DEFAULT = "default";

    /// A lane declared just before may still be on its way here.
    private static final int LOOKS = 20;

    private static final Duration BETWEEN = Duration.ofMillis(100);

    private static final String PUT =
            """
            insert into lane_view (name, version)
            select name, max(version) from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(name text, version bigint)
            group by name on conflict (name) do update set version = greatest(lane_view.version, excluded.version)
            """;

    private record Row(String name, long version) {}

    private static final class NotYet extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private final Inbox inbox;
    private final Transactions transactions;

    @Inject
    KnownLanes(Inbox inbox, Transactions transactions) {
        this.inbox = inbox;
        this.transactions = transactions;
    }

    @Incoming("lanes")
    Uni<Void> on(List<InboundEvent> events) {
        return inbox.once(
                events,
                (session, fresh) -> {
                    List<Row> rows =
                            fresh.stream()
                                    .map(e -> e.as(LaneChanged.class))
                                    .map(lane -> new Row(lane.name(), lane.version()))
                                    .toList();
                    return Rows.write(session, PUT, rows).replaceWithVoid();
                });
    }

    /// Fails with [InvalidFields] for a lane that there is not.
    public Uni<Void> require(String lane) {
        return lane.equals(DEFAULT)
                ? Uni.createFrom().voidItem()
                : Uni.createFrom()
                        .deferred(() -> look(lane))
                        .onFailure(NotYet.class)
                        .retry()
                        .withBackOff(BETWEEN, BETWEEN)
                        .atMost(LOOKS)
                        .onFailure(e -> e instanceof NotYet || e.getCause() instanceof NotYet)
                        .transform(
                                _ ->
                                        new InvalidFields(
                                                List.of(
                                                        new InvalidFields.Field(
                                                                "lane",
                                                                "there is no lane " + lane))));
    }

    private Uni<Void> look(String lane) {
        return transactions
                .asService(
                        session ->
                                Rows.text(
                                        session,
                                        "select name from lane_view where name = :name",
                                        Map.of("name", lane)))
                .invoke(
                        found -> {
                            if (found.isEmpty()) {
                                throw new NotYet();
                            }
                        })
                .replaceWithVoid();
    }
}
