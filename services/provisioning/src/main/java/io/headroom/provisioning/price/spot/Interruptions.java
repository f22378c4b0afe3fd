package io.headroom.provisioning.price.spot;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.pool.ProviderKind;
import io.headroom.platform.database.Rows;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.time.VirtualTimer;

/// How often spot machines are taken back, by zone and type, as our own nodes lived to see it.
///
/// Takings of a market are thought to be as likely in each hour that a machine runs. What is known before any ran (one in twenty hours)
/// counts as twenty hours would: the mean of a gamma distribution that is told of the takings and the hours.
@Singleton
public final class Interruptions {

    /// A market's habits change within days. Half learns nothing of most markets, twice trusts last month's.
    private static final Duration REMEMBERED = Duration.ofDays(7);

    /// It moves by the hour. Half asks twice for the same, twice is late for half of them.
    private static final Duration EVERY = Duration.ofMinutes(5);

    private static final Duration AT_MOST_EVERY = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// What is thought before anything was seen: one taking in so many hours.
    private static final double HOURS_BEFORE = 20;

    private static final double TAKINGS_BEFORE = 1;

    /// Finer is noise, and makes equal offers look different.
    private static final double STEPS = 100;

    private static final String LIVED =
            """
            with spot as (
                select state, since, cast(body as jsonb) as b from node
                where created_at > :since and body like '%"capacityType":"spot"%')
            select cast(json_build_object('provider', b->'node'->>'provider', 'zone', b->'node'->>'zone',
                'type', b->'node'->'template'->>'instanceType',
                'hours', sum(greatest(0, extract(epoch from (case when state in ('TERMINATED', 'FAILED') then since else :now end)
                    - cast(b->'node'->>'launchedAt' as timestamptz)))) / 3600,
                'takings', count(*) filter (where b->'why'->>'code' = 'spot-reclaimed')) as text)
            from spot where b->'node'->>'launchedAt' is not null
            group by b->'node'->>'provider', b->'node'->>'zone', b->'node'->'template'->>'instanceType'
            """;

    /// @param hours that its machines ran; @param takings how often one was taken back
    private record Lived(
            ProviderKind provider, String zone, String type, double hours, int takings) {}

    private final Transactions transactions;
    private final InstantSource clock;
    private volatile Map<String, Double> learned = Map.of();

    @Inject
    Interruptions(Transactions transactions, InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event, VirtualTimer timer) {
        timer.every(EVERY, AT_MOST_EVERY, this::refresh);
    }

    /// The chance that a machine is taken back within an hour, 0 to 1.
    public double perHour(ProviderKind provider, String zone, String type) {
        return learned.getOrDefault(key(provider, zone, type), chance(0, 0));
    }

    /// Waits.
    void refresh() {
        learned =
                transactions.asService(this::lived).await().atMost(PATIENCE).stream()
                        .collect(
                                Collectors.toMap(
                                        l -> key(l.provider(), l.zone(), l.type()),
                                        l -> chance(l.hours(), l.takings())));
    }

    private Uni<List<Lived>> lived(Mutiny.Session session) {
        Instant now = clock.instant();
        return Rows.list(
                session,
                LIVED,
                Map.of("since", now.minus(REMEMBERED), "now", now),
                line -> Rows.read(line, Lived.class));
    }

    static double chance(double hours, int takings) {
        double perHour = (TAKINGS_BEFORE + takings) / (HOURS_BEFORE + hours);
        return Math.round((1 - Math.exp(-perHour)) * STEPS) / STEPS;
    }

    private static String key(ProviderKind provider, String zone, String type) {
        return provider + "/" + zone + "/" + type;
    }
}
