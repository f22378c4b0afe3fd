package io.headroom.cost.price;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.PriceChanged;
import io.headroom.contracts.price.SpotHistoryRead;
import io.headroom.platform.bus.InboundEvent;
import io.headroom.platform.database.Rows;
import io.headroom.platform.inbox.Inbox;

/// Keeps every price that was said, beside those that held before.
@ApplicationScoped
public class Prices {

    private static final String KEEP =
            """
            insert into price (provider, region, zone, instance_type, capacity_type, version, from_at, per_hour, worst_per_hour, source, as_of)
            select provider, region, zone, type, capacity, version, at, "perHour", "worstPerHour", source, "asOf"
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(provider text, region text, zone text, type text,
                capacity text, version bigint, at timestamptz, "perHour" bigint, "worstPerHour" bigint,
                source text, "asOf" timestamptz)
            on conflict do nothing
            """;

    /// A version below nought counts seconds, up to the year 5138: each instant of the past has one price.
    private static final long BEFORE_ALL = 100_000_000_000L;

    private record Row(
            String provider,
            String region,
            String zone,
            String type,
            String capacity,
            long version,
            Instant at,
            long perHour,
            long worstPerHour,
            @Nullable String source,
            @Nullable Instant asOf) {

        static Row of(PriceChanged price) {
            return new Row(
                    price.provider().name(),
                    price.region(),
                    price.zone(),
                    price.instanceType(),
                    price.capacityType().name(),
                    price.version(),
                    price.from(),
                    price.perHour().micros(),
                    price.worstPerHour().micros(),
                    price.source() == null ? null : price.source().name(),
                    price.asOf());
        }

        /// Of the past: before all that was heard of as it came, and in the order of time. Nothing was reserved by it.
        static List<Row> of(SpotHistoryRead history) {
            return history.prices().stream()
                    .map(
                            p ->
                                    new Row(
                                            history.provider().name(),
                                            history.region(),
                                            history.zone(),
                                            history.instanceType(),
                                            CapacityType.SPOT.name(),
                                            p.from().getEpochSecond() - BEFORE_ALL,
                                            p.from(),
                                            p.perHour().micros(),
                                            p.perHour().micros(),
                                            history.source().name(),
                                            p.from()))
                    .toList();
        }
    }

    private final Inbox inbox;

    @Inject
    Prices(Inbox inbox) {
        this.inbox = inbox;
    }

    @Incoming("prices")
    Uni<Void> onPrices(List<InboundEvent> events) {
        return keep(events, event -> List.of(Row.of(event.as(PriceChanged.class))));
    }

    @Incoming("spot-histories")
    Uni<Void> onSpotHistories(List<InboundEvent> events) {
        return keep(events, event -> Row.of(event.as(SpotHistoryRead.class)));
    }

    private Uni<Void> keep(List<InboundEvent> events, Function<InboundEvent, List<Row>> read) {
        return inbox.once(
                events,
                (session, fresh) -> {
                    List<Row> rows = fresh.stream().flatMap(e -> read.apply(e).stream()).toList();
                    return Rows.execute(session, KEEP, Map.of("rows", Rows.json(rows)))
                            .replaceWithVoid();
                });
    }
}
