package io.headroom.provisioning.price.asking;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.json.DashedEnums;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.leader.Leadership;
import io.headroom.platform.time.VirtualTimer;
import io.headroom.provisioning.pool.PoolRow;
import io.headroom.provisioning.pool.Pools;
import io.headroom.provisioning.price.ListPrices;
import io.headroom.provisioning.price.PriceKey;
import io.headroom.provisioning.price.PriceLook;
import io.headroom.provisioning.price.PriceLook.Outcome;
import io.headroom.provisioning.price.PriceRows;
import io.headroom.provisioning.price.PriceSettings;
import io.headroom.provisioning.price.SaidPrice;
import io.headroom.provisioning.provider.ProviderException;
import io.headroom.provisioning.provider.catalogue.CataloguePrice;
import io.headroom.provisioning.provider.catalogue.PriceCatalogue;

/// Asks the providers' price lists for the types that pools name: at the start, when a pool names another, and every so often. A price
/// that changed holds from when it was heard; one that cannot be is not believed, and the one before holds on.
@Singleton
public final class PriceImport {

    private static final Logger LOG = Logger.getLogger(PriceImport.class);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(20);
    private static final Duration AT_MOST_EVERY = Duration.ofSeconds(3);

    /// After a failure: soon, for the price may have changed.
    private static final Duration AGAIN = Duration.ofMinutes(5);

    private record Found(PriceLook look, Optional<SaidPrice> price) {}

    private final List<PriceCatalogue> catalogues;
    private final ListPrices prices;
    private final PriceRows rows;
    private final Pools pools;
    private final Transactions transactions;
    private final Leadership leadership;
    private final PriceSettings settings;
    private final MeterRegistry meters;
    private final InstantSource clock;
    private final DueTypes due = new DueTypes();

    @Inject
    PriceImport(
            @All List<PriceCatalogue> catalogues,
            ListPrices prices,
            PriceRows rows,
            Pools pools,
            Transactions transactions,
            Leadership leadership,
            PriceSettings settings,
            MeterRegistry meters,
            InstantSource clock) {
        this.catalogues = catalogues;
        this.prices = prices;
        this.rows = rows;
        this.pools = pools;
        this.transactions = transactions;
        this.leadership = leadership;
        this.settings = settings;
        this.meters = meters;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event, VirtualTimer timer) {
        timer.every(LOOK_EVERY, AT_MOST_EVERY, this::askWhatIsDue);
    }

    private void askWhatIsDue() {
        if (settings.ask() && leadership.current().isPresent()) {
            List<PoolRow> declared = transactions.asService(pools::all).await().indefinitely();
            for (PriceCatalogue catalogue : catalogues) {
                if (catalogue.configured()) {
                    due.of(catalogue.provider(), declared, clock.instant())
                            .forEach((region, types) -> ask(catalogue, region, types));
                }
            }
        }
    }

    /// Of a pool that is just being declared. Blocks for as long as the provider takes.
    public void askFor(ProviderKind provider, String region, NodeTemplate type) {
        catalogues.stream()
                .filter(c -> settings.ask() && c.provider() == provider && c.configured())
                .forEach(c -> ask(c, region, List.of(type)));
    }

    private void ask(PriceCatalogue catalogue, String region, List<NodeTemplate> types) {
        // What it is measured against must be known.
        prices.refresh();
        Instant now = clock.instant();
        List<Found> found = new ArrayList<>();
        Duration pause = settings.askEvery();
        try {
            catalogue
                    .prices(region, types)
                    .forEach(price -> found.add(judged(catalogue, region, price, now)));
        } catch (ProviderException e) {
            LOG.warnf(
                    "%s was not to be had for %s; prices stay as they are: %s",
                    DashedEnums.nameOf(catalogue.source()), region, e.getMessage());
            types.forEach(type -> found.add(failed(catalogue, region, type, e, now)));
            pause = AGAIN.compareTo(pause) < 0 ? AGAIN : pause;
        }
        keep(found);
        due.asked(catalogue.provider(), region, types, now.plus(pause));
    }

    private Found judged(
            PriceCatalogue catalogue, String region, CataloguePrice said, Instant now) {
        PriceKey key =
                new PriceKey(
                        catalogue.provider(), region, said.instanceType(), said.capacityType());
        Instant from = begin(said, key, now);
        Optional<Money> byList =
                SaidPrice.holding(
                                prices.said(key).stream()
                                        .filter(p -> p.source() == catalogue.source())
                                        .toList(),
                                from)
                        .map(SaidPrice::perHour);
        PriceVerdict verdict =
                PriceVerdict.of(said, prices.price(key), byList, settings.largestStep());
        PriceLook look =
                new PriceLook(key, now, verdict.outcome(), verdict.detail(), verdict.said());
        return new Found(
                look,
                verdict.outcome() == Outcome.TAKEN && said instanceof CataloguePrice.Found price
                        ? Optional.of(
                                new SaidPrice(
                                        key,
                                        catalogue.source(),
                                        from,
                                        null,
                                        price.perHour(),
                                        price.asOf(),
                                        now,
                                        DashedEnums.nameOf(catalogue.source())))
                        : Optional.empty());
    }

    /// When it was heard; if the list says that it begins later, and what holds until then is known, then.
    private Instant begin(CataloguePrice said, PriceKey key, Instant now) {
        boolean isToCome =
                said instanceof CataloguePrice.Found price
                        && price.asOf().isAfter(now)
                        && prices.price(key).isPresent();
        return isToCome ? ((CataloguePrice.Found) said).asOf() : now;
    }

    private static Found failed(
            PriceCatalogue catalogue,
            String region,
            NodeTemplate type,
            ProviderException why,
            Instant now) {
        PriceKey key =
                new PriceKey(
                        catalogue.provider(), region, type.instanceType(), CapacityType.ON_DEMAND);
        return new Found(
                new PriceLook(key, now, Outcome.FAILED, why.failure().detail(), null),
                Optional.empty());
    }

    private void keep(List<Found> found) {
        List<SaidPrice> taken = found.stream().flatMap(f -> f.price().stream()).toList();
        List<PriceLook> looks = found.stream().map(Found::look).toList();
        var _ =
                transactions
                        .asService(
                                session ->
                                        rows.say(session, taken)
                                                .chain(() -> rows.note(session, looks)))
                        .await()
                        .indefinitely();
        looks.forEach(this::alarm);
        prices.refresh();
    }

    private void alarm(PriceLook look) {
        meters.counter(
                        "headroom.price.looks",
                        "provider",
                        DashedEnums.nameOf(look.key().provider()),
                        "outcome",
                        DashedEnums.nameOf(look.outcome()))
                .increment();
        switch (look.outcome()) {
            case TAKEN -> LOG.infof("%s costs %s an hour", look.key().describe(), look.said());
            case ABSURD ->
                    LOG.errorf(
                            "the price of %s is not believed: %s",
                            look.key().describe(), look.detail());
            case NOT_FOUND -> LOG.warnf("no price of %s: %s", look.key().describe(), look.detail());
            case UNCHANGED, FAILED -> {}
        }
    }
}
