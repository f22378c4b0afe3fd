package io.headroom.provisioning.price;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.PriceSource;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.contracts.price.NextPrice;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.time.VirtualTimer;

/// What machines cost by list now. In this order: what an operator said, the file of the settings, what the provider publishes, the list of
/// the release.
@Singleton
public final class ListPrices {

    private static final Logger LOG = Logger.getLogger(ListPrices.class);

    /// Others write them, too; whoever writes here looks at once.
    private static final Duration EVERY = Duration.ofSeconds(20);

    private static final Duration AT_MOST_EVERY = Duration.ofSeconds(2);

    /// Of a type that no list of ours knows, before any was started: what a disk costs at the larger provider, and a slow boot.
    private static final Money SOME_DISK = Money.of("0.013699");

    private static final Duration SOME_BOOT = Duration.ofMinutes(5);

    /// What a type costs by list, and what is thought of it before anything was learned.
    ///
    /// @param spotPerHour what spot costs; a share of the list price where no list says it
    /// @param asOf since when it holds by its source's own word; absent where that does not say
    /// @param next what it will cost on demand, where that is said already
    public record Listed(
            String instanceType,
            Money perHour,
            PriceSource source,
            @Nullable Instant asOf,
            Money spotPerHour,
            PriceSource spotSource,
            Money diskPerHour,
            Duration boot,
            @Nullable NextPrice next) {

        /// The most that it is known to cost on demand before an instant.
        public Money dearestBefore(Instant end) {
            return next == null || !next.from().isBefore(end)
                    ? perHour
                    : perHour.max(next.perHour());
        }

        private Listed next(@Nullable NextPrice after) {
            return new Listed(
                    instanceType,
                    perHour,
                    source,
                    asOf,
                    spotPerHour,
                    spotSource,
                    diskPerHour,
                    boot,
                    after);
        }
    }

    private final PriceList list;
    private final PriceRows rows;
    private final Transactions transactions;
    private final InstantSource clock;
    private volatile @Nullable Map<PriceKey, List<SaidPrice>> said;

    @Inject
    ListPrices(PriceList list, PriceRows rows, Transactions transactions, InstantSource clock) {
        this.list = list;
        this.rows = rows;
        this.transactions = transactions;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event, VirtualTimer timer) {
        Thread.startVirtualThread(this::tryToRefresh);
        timer.every(EVERY, AT_MOST_EVERY, this::refresh);
    }

    private void tryToRefresh() {
        try {
            refresh();
        } catch (RuntimeException e) {
            LOG.infof("list prices are read later: %s", e.getMessage());
        }
    }

    /// Reads what was said. Blocks.
    public void refresh() {
        said =
                transactions.asService(rows::all).await().indefinitely().stream()
                        .collect(Collectors.groupingBy(SaidPrice::key));
    }

    /// Nothing has a price before what was said is known: it might be another one.
    public Optional<Listed> find(ProviderKind provider, String region, String type) {
        Map<PriceKey, List<SaidPrice>> known = said;
        if (known == null) {
            return Optional.empty();
        }
        PriceKey key = new PriceKey(provider, region, type, CapacityType.ON_DEMAND);
        Instant now = clock.instant();
        return at(known, key, now).map(listed -> listed.next(next(known, key, listed, now)));
    }

    /// The first change of it that is said.
    private @Nullable NextPrice next(
            Map<PriceKey, List<SaidPrice>> known, PriceKey key, Listed now, Instant since) {
        return SaidPrice.turns(known.getOrDefault(key, List.of()), since)
                .flatMap(
                        turn ->
                                at(known, key, turn)
                                        .map(then -> new NextPrice(turn, then.perHour()))
                                        .stream())
                .filter(next -> !next.perHour().equals(now.perHour()))
                .findFirst()
                .orElse(null);
    }

    private Optional<Listed> at(Map<PriceKey, List<SaidPrice>> known, PriceKey key, Instant at) {
        ProviderKind provider = key.provider();
        String type = key.instanceType();
        Optional<SaidPrice> onDemand = holding(known, key, at);
        Optional<SaidPrice> spot =
                holding(known, new PriceKey(provider, key.region(), type, CapacityType.SPOT), at);
        Optional<PriceList.Entry> entry = list.find(provider, type);
        return onDemand.filter(p -> goesBeforeTheList(p) || entry.isEmpty())
                .map(p -> listed(p, spot, entry))
                .or(() -> entry.map(e -> listed(e, spot)));
    }

    /// All that was said of a kind of machine.
    public List<SaidPrice> said(PriceKey key) {
        Map<PriceKey, List<SaidPrice>> known = said;
        return known == null ? List.of() : known.getOrDefault(key, List.of());
    }

    /// The price of a kind of machine on demand, or its spot price where a list has one.
    public Optional<Money> price(PriceKey key) {
        return find(key.provider(), key.region(), key.instanceType())
                .map(
                        listed ->
                                key.capacityType() == CapacityType.SPOT
                                        ? listed.spotPerHour()
                                        : listed.perHour());
    }

    private boolean goesBeforeTheList(SaidPrice price) {
        return price.source() == PriceSource.FILE || list.source() == PriceSource.BUILT_IN;
    }

    private static Optional<SaidPrice> holding(
            Map<PriceKey, List<SaidPrice>> known, PriceKey key, Instant at) {
        return SaidPrice.holding(known.getOrDefault(key, List.of()), at);
    }

    private static Listed listed(
            SaidPrice price, Optional<SaidPrice> spot, Optional<PriceList.Entry> entry) {
        Money ofShare =
                entry.map(e -> share(price.perHour(), e.spotShare())).orElse(price.perHour());
        return new Listed(
                price.key().instanceType(),
                price.perHour(),
                price.source(),
                price.asOf(),
                spot.map(SaidPrice::perHour).orElse(ofShare).min(price.perHour()),
                spot.map(SaidPrice::source).orElse(price.source()),
                entry.map(PriceList.Entry::diskPerHour).orElse(SOME_DISK),
                entry.map(PriceList.Entry::boot).orElse(SOME_BOOT),
                null);
    }

    private Listed listed(PriceList.Entry entry, Optional<SaidPrice> spot) {
        return new Listed(
                entry.instanceType(),
                entry.perHour(),
                list.source(),
                null,
                spot.map(SaidPrice::perHour)
                        .orElse(share(entry.perHour(), entry.spotShare()))
                        .min(entry.perHour()),
                spot.map(SaidPrice::source).orElse(list.source()),
                entry.diskPerHour(),
                entry.boot(),
                null);
    }

    private static Money share(Money price, double share) {
        return new Money((long) (price.micros() * share));
    }
}
