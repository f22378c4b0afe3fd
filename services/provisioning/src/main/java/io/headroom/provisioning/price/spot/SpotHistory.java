package io.headroom.provisioning.price.spot;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

import io.headroom.contracts.json.DashedEnums;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.PoolSpec;
import io.headroom.contracts.price.SpotHistoryRead.Point;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.leader.Epoch;
import io.headroom.platform.leader.Fence;
import io.headroom.platform.leader.Leadership;
import io.headroom.platform.time.VirtualTimer;
import io.headroom.provisioning.pool.PoolRow;
import io.headroom.provisioning.pool.Pools;
import io.headroom.provisioning.price.PriceSettings;
import io.headroom.provisioning.provider.PastSpotPrice;
import io.headroom.provisioning.provider.ProviderException;
import io.headroom.provisioning.provider.lane.Providers;

/// Reads what spot machines cost before they were first asked for: of each type and zone that a pool may buy spot in, after each start and then every so
/// often, from where the last reading ended.
@Singleton
final class SpotHistory {

    private static final Logger LOG = Logger.getLogger(SpotHistory.class);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(30);
    private static final Duration AT_MOST_EVERY = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// In one look. Half takes twice as long to have a large fleet's, twice may use up what a provider allows for other calls.
    private static final int AT_A_TIME = 10;

    private final Providers providers;
    private final SpotHistoryRows rows;
    private final SpotHighs highs;
    private final Pools pools;
    private final PriceSettings settings;
    private final Transactions transactions;
    private final Leadership leadership;
    private final Fence fence;
    private final MeterRegistry meters;
    private final InstantSource clock;

    /// The peak of a day is known by then. Half reads twice as often, twice judges markets by what was half a day ago.
    private static final Duration READ_EVERY = Duration.ofHours(6);

    /// When each is to be read again. For the timer's thread alone.
    private final Map<SpotPlace, Instant> again = new HashMap<>();

    @Inject
    SpotHistory(
            Providers providers,
            SpotHistoryRows rows,
            SpotHighs highs,
            Pools pools,
            PriceSettings settings,
            Transactions transactions,
            Leadership leadership,
            Fence fence,
            MeterRegistry meters,
            InstantSource clock) {
        this.providers = providers;
        this.rows = rows;
        this.highs = highs;
        this.pools = pools;
        this.settings = settings;
        this.transactions = transactions;
        this.leadership = leadership;
        this.fence = fence;
        this.meters = meters;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event, VirtualTimer timer) {
        timer.every(
                LOOK_EVERY, AT_MOST_EVERY, () -> leadership.current().ifPresent(this::readSome));
    }

    private void readSome(Epoch epoch) {
        if (!settings.ask() || !settings.spotHistory().isPositive()) {
            return;
        }
        List<PoolRow> declared = transactions.asService(pools::all).await().atMost(PATIENCE);
        Instant now = clock.instant();
        List<SpotPlace> due =
                wanted(declared).stream()
                        .filter(place -> !now.isBefore(again.getOrDefault(place, Instant.MIN)))
                        .limit(AT_A_TIME)
                        .toList();
        due.forEach(place -> read(epoch, place));
        if (!due.isEmpty()) {
            highs.refresh();
        }
    }

    private static Set<SpotPlace> wanted(List<PoolRow> declared) {
        Set<SpotPlace> places = new LinkedHashSet<>();
        for (PoolRow pool : declared) {
            PoolSpec spec = pool.spec();
            if (spec.capacityTypes().contains(CapacityType.SPOT)) {
                for (String zone : spec.zones()) {
                    pool.templates().stream()
                            .map(
                                    t ->
                                            new SpotPlace(
                                                    spec.provider(),
                                                    spec.region(),
                                                    zone,
                                                    t.instanceType()))
                            .forEach(places::add);
                }
            }
        }
        return places;
    }

    private void read(Epoch epoch, SpotPlace place) {
        Instant now = clock.instant();
        Instant oldest = now.minus(settings.spotHistory());
        Instant from =
                transactions
                        .asService(session -> rows.readTo(session, place, oldest))
                        .await()
                        .atMost(PATIENCE);
        try {
            List<Point> prices = ask(place, from, now);
            transactions
                    .asService(
                            session ->
                                    fence.check(session, epoch)
                                            .chain(
                                                    () ->
                                                            rows.tell(
                                                                    session, place, prices, oldest,
                                                                    now)))
                    .await()
                    .atMost(PATIENCE);
            again.put(place, now.plus(READ_EVERY));
            count(place, "read", prices.size());
            LOG.debugf("%d spot prices of %s since %s", prices.size(), place, from);
        } catch (ProviderException e) {
            // Asked again with the next look.
            count(place, "failed", 1);
            LOG.infof("spot prices of %s before now: %s", place, e.getMessage());
        }
    }

    private List<Point> ask(SpotPlace place, Instant from, Instant to) {
        List<PastSpotPrice> past =
                providers.ask(
                        place.provider(),
                        "spot-history",
                        p ->
                                p.pastSpotPrices(
                                        place.region(),
                                        place.zone(),
                                        place.instanceType(),
                                        from,
                                        to));
        return past.stream()
                .sorted(Comparator.comparing(PastSpotPrice::from))
                .map(p -> new Point(p.from(), p.perHour()))
                .distinct()
                .toList();
    }

    private void count(SpotPlace place, String outcome, int prices) {
        meters.counter(
                        "headroom.prices.spot.history",
                        "provider",
                        DashedEnums.nameOf(place.provider()),
                        "outcome",
                        outcome)
                .increment(prices);
    }
}
