package io.headroom.provisioning.offer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.PriceChanged;
import io.headroom.contracts.pool.PriceSource;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.engine.scaling.fact.Offer;
import io.headroom.platform.database.Rows;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.leader.Epoch;
import io.headroom.platform.leader.Fence;
import io.headroom.platform.leader.Leadership;
import io.headroom.platform.outbox.Outbox;
import io.headroom.platform.time.VirtualTimer;
import io.headroom.provisioning.offer.Offers.PriceOrigin;
import io.headroom.provisioning.pool.PoolRow;
import io.headroom.provisioning.pool.Pools;

/// Says what the machines cost that pools may have: once, and then when it changes.
@Singleton
public final class PriceNews {

    private static final Logger LOG = Logger.getLogger(PriceNews.class);

    /// A new pool's prices are known that soon. Twice as often finds nothing new, half as often makes people wonder.
    private static final Duration EVERY = Duration.ofSeconds(15);

    private static final Duration AT_MOST_EVERY = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// Answers what it changed and nothing else.
    private static final String SAY =
            """
            insert into price_said as p (provider, region, zone, instance_type, capacity_type, version, per_hour, worst_per_hour, source,
                as_of)
            select distinct on (provider, region, zone, type, capacity)
                provider, region, zone, type, capacity, 1, "perHour", "worstPerHour", source, "asOf"
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(provider text, region text, zone text, type text,
                capacity text, "perHour" bigint, "worstPerHour" bigint,
                source text, "asOf" timestamptz)
            on conflict (provider, region, zone, instance_type, capacity_type) do update set version = p.version + 1,
                per_hour = excluded.per_hour, worst_per_hour = excluded.worst_per_hour,
                source = excluded.source, as_of = excluded.as_of
            where p.per_hour <> excluded.per_hour or p.worst_per_hour <> excluded.worst_per_hour
                or p.source is distinct from excluded.source
            returning cast(json_build_object('provider', provider, 'region', region, 'zone', zone, 'type', instance_type,
                'capacity', capacity_type, 'version', version, 'perHour', per_hour, 'worstPerHour', worst_per_hour,
                'source', source, 'asOf', as_of) as text)
            """;

    private record Row(
            String provider,
            String region,
            String zone,
            String type,
            String capacity,
            long version,
            long perHour,
            long worstPerHour,
            String source,
            @Nullable Instant asOf) {

        static Row of(Offer offer, PriceOrigin origin) {
            return new Row(
                    offer.provider().name(),
                    offer.region(),
                    offer.zone(),
                    offer.template().instanceType(),
                    offer.capacityType().name(),
                    0,
                    offer.pricePerHour().micros(),
                    offer.worstPerHour().micros(),
                    origin.source().name(),
                    origin.asOf());
        }

        PriceChanged changed(Instant now) {
            return new PriceChanged(
                    ProviderKind.valueOf(provider),
                    region,
                    zone,
                    type,
                    CapacityType.valueOf(capacity),
                    version,
                    new Money(perHour),
                    new Money(worstPerHour),
                    now,
                    PriceSource.valueOf(source),
                    asOf);
        }
    }

    private final Pools pools;
    private final Offers offers;
    private final Outbox outbox;
    private final Transactions transactions;
    private final Leadership leadership;
    private final Fence fence;
    private final InstantSource clock;

    @Inject
    PriceNews(
            Pools pools,
            Offers offers,
            Outbox outbox,
            Transactions transactions,
            Leadership leadership,
            Fence fence,
            InstantSource clock) {
        this.pools = pools;
        this.offers = offers;
        this.outbox = outbox;
        this.transactions = transactions;
        this.leadership = leadership;
        this.fence = fence;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event, VirtualTimer timer) {
        timer.every(EVERY, AT_MOST_EVERY, this::say);
    }

    private void say() {
        leadership.current().ifPresent(this::say);
    }

    private void say(Epoch epoch) {
        int said =
                transactions
                        .asService(session -> fence.check(session, epoch).chain(() -> say(session)))
                        .await()
                        .atMost(PATIENCE);
        if (said > 0) {
            LOG.infof("%d price(s) changed", said);
        }
    }

    private Uni<Integer> say(Mutiny.Session session) {
        return pools.all(session).chain(declared -> say(session, prices(declared)));
    }

    private List<Row> prices(List<PoolRow> declared) {
        return offers.all(declared).stream().map(o -> Row.of(o, offers.origin(o))).toList();
    }

    private Uni<Integer> say(Mutiny.Session session, List<Row> prices) {
        if (prices.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        Instant now = clock.instant();
        return Rows.list(
                        session,
                        SAY,
                        Map.of("rows", Rows.json(prices)),
                        line -> Rows.read(line, Row.class).changed(now))
                .chain(changed -> outbox.add(session, changed).replaceWith(changed.size()));
    }
}
