package io.headroom.cost.price;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.pool.PriceChanged;
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
    }

    private final Inbox inbox;

    @Inject
    Prices(Inbox inbox) {
        this.inbox = inbox;
    }

    @Incoming("prices")
    Uni<Void> onPrice(List<InboundEvent> events) {
        return inbox.once(
                events,
                (session, fresh) -> {
                    List<Row> rows =
                            fresh.stream().map(e -> Row.of(e.as(PriceChanged.class))).toList();
                    return Rows.execute(session, KEEP, Map.of("rows", Rows.json(rows)))
                            .replaceWithVoid();
                });
    }
}
