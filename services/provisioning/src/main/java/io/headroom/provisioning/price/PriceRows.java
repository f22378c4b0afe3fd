package io.headroom.provisioning.price;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.PriceSource;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.platform.database.Rows;

/// What was said of list prices, and what the last looks at providers' lists came to.
@Singleton
public final class PriceRows {

    private static final String ALL =
            """
            select provider, region, instance_type as type, capacity_type as capacity, source, from_at as "from", until,
                per_hour as "perHour", as_of as "asOf", said_at as "saidAt", said_by as "saidBy" from list_price
            """;

    private static final String LOOKS =
            """
            select provider, region, instance_type as type, capacity_type as capacity, at, outcome, detail, said from list_price_look
            """;

    private static final String SAY =
            """
            insert into list_price as p (provider, region, instance_type, capacity_type, source, from_at, until, per_hour, as_of,
                said_at, said_by)
            select provider, region, type, capacity, source, "from", until, "perHour", "asOf", "saidAt", "saidBy"
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(provider text, region text, type text, capacity text,
                source text, "from" timestamptz, until timestamptz, "perHour" bigint, "asOf" timestamptz, "saidAt" timestamptz,
                "saidBy" text)
            on conflict (provider, region, instance_type, capacity_type, source, from_at) do update set until = excluded.until,
                per_hour = excluded.per_hour, as_of = excluded.as_of, said_at = excluded.said_at, said_by = excluded.said_by
            where p.from_at > excluded.said_at
            """;

    private static final String NOTE =
            """
            insert into list_price_look (provider, region, instance_type, capacity_type, at, outcome, detail, said)
            select provider, region, type, capacity, at, outcome, detail, said
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(provider text, region text, type text, capacity text,
                at timestamptz, outcome text, detail text, said bigint)
            on conflict (provider, region, instance_type, capacity_type) do update set at = excluded.at, outcome = excluded.outcome,
                detail = excluded.detail, said = excluded.said
            """;

    private record Line(
            String provider,
            String region,
            String type,
            String capacity,
            String source,
            Instant from,
            @Nullable Instant until,
            long perHour,
            @Nullable Instant asOf,
            Instant saidAt,
            String saidBy) {

        static Line of(SaidPrice price) {
            PriceKey key = price.key();
            return new Line(
                    key.provider().name(),
                    key.region(),
                    key.instanceType(),
                    key.capacityType().name(),
                    price.source().name(),
                    price.from(),
                    price.until(),
                    price.perHour().micros(),
                    price.asOf(),
                    price.saidAt(),
                    price.saidBy());
        }

        SaidPrice price() {
            return new SaidPrice(
                    key(provider, region, type, capacity),
                    PriceSource.valueOf(source),
                    from,
                    until,
                    new Money(perHour),
                    asOf,
                    saidAt,
                    saidBy);
        }
    }

    private record LookLine(
            String provider,
            String region,
            String type,
            String capacity,
            Instant at,
            String outcome,
            String detail,
            @Nullable Long said) {

        static LookLine of(PriceLook look) {
            PriceKey key = look.key();
            return new LookLine(
                    key.provider().name(),
                    key.region(),
                    key.instanceType(),
                    key.capacityType().name(),
                    look.at(),
                    look.outcome().name(),
                    look.detail(),
                    look.said() == null ? null : look.said().micros());
        }

        PriceLook look() {
            return new PriceLook(
                    key(provider, region, type, capacity),
                    at,
                    PriceLook.Outcome.valueOf(outcome),
                    detail,
                    said == null ? null : new Money(said));
        }
    }

    private static PriceKey key(String provider, String region, String type, String capacity) {
        return new PriceKey(
                ProviderKind.valueOf(provider), region, type, CapacityType.valueOf(capacity));
    }

    public Uni<List<SaidPrice>> all(Mutiny.Session session) {
        return Rows.list(session, ALL, Map.of(), Line.class)
                .map(lines -> lines.stream().map(Line::price).toList());
    }

    public Uni<List<PriceLook>> looks(Mutiny.Session session) {
        return Rows.list(session, LOOKS, Map.of(), LookLine.class)
                .map(lines -> lines.stream().map(LookLine::look).toList());
    }

    /// Adds them; of those that are there already only what is still to come is changed.
    public Uni<Integer> say(Mutiny.Session session, List<SaidPrice> prices) {
        return prices.isEmpty()
                ? Uni.createFrom().item(0)
                : Rows.execute(
                        session,
                        SAY,
                        Map.of("rows", Rows.json(prices.stream().map(Line::of).toList())));
    }

    public Uni<Integer> note(Mutiny.Session session, List<PriceLook> looks) {
        return looks.isEmpty()
                ? Uni.createFrom().item(0)
                : Rows.execute(
                        session,
                        NOTE,
                        Map.of("rows", Rows.json(looks.stream().map(LookLine::of).toList())));
    }
}
