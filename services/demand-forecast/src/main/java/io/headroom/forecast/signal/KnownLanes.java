package io.headroom.forecast.signal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
import io.headroom.platform.inbox.OnItsWay;

/// Which lanes there are, as placement says: an announcement for one that nobody declared would never be bought for.
@ApplicationScoped
public class KnownLanes {

    /// Every cell has it from the start.
    private static final String DEFAULT = "default";

    /// Two seconds for a lane that was declared just before. At half of it a busy machine refuses one now and then, at twice whoever
    /// misspelled one waits four.
    private static final OnItsWay ON_ITS_WAY = new OnItsWay(20, Duration.ofMillis(100));

    private static final String PUT =
            """
            insert into lane_view (name, version)
            select name, max(version) from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(name text, version bigint)
            group by name on conflict (name) do update set version = greatest(lane_view.version, excluded.version)
            """;

    private record Row(String name, long version) {}

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
                : ON_ITS_WAY
                        .look(() -> find(lane), Optional::isPresent)
                        .invoke(
                                found -> {
                                    if (found.isEmpty()) {
                                        throw unknown(lane);
                                    }
                                })
                        .replaceWithVoid();
    }

    private Uni<Optional<String>> find(String lane) {
        return transactions.asService(
                session ->
                        Rows.text(
                                session,
                                "select name from lane_view where name = :name",
                                Map.of("name", lane)));
    }

    private static InvalidFields unknown(String lane) {
        return new InvalidFields(
                List.of(new InvalidFields.Field("lane", "there is no lane " + lane)));
    }
}
