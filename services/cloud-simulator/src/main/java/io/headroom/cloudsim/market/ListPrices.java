package io.headroom.cloudsim.market;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/// On-demand prices over time: the catalogue's, and what was changed since. A change holds for all machines from its instant on, those that
/// run as well, and until the process ends. Spot goes on by the catalogue.
public final class ListPrices {

    /// A price and since when it holds.
    public record Listed(Usd hourly, Instant since) {}

    private static final Instant ALWAYS = Instant.parse("2026-01-01T00:00:00Z");

    private final Catalogue catalogue;

    /// By how much each price differs from the catalogue's, from when on.
    private final Map<String, NavigableMap<Instant, BigDecimal>> steps = new ConcurrentHashMap<>();

    public ListPrices(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    public Listed of(Provider provider, String name, Instant at) {
        InstanceType type = catalogue.type(provider, name);
        Map.Entry<Instant, BigDecimal> step = step(key(provider, type), at);
        BigDecimal share = provider == Provider.GCP ? gpus(type) : BigDecimal.ONE;
        BigDecimal now =
                new BigDecimal(type.hourly().toString()).add(step.getValue().multiply(share));
        return new Listed(Usd.of(now.toPlainString()), step.getKey());
    }

    /// What one of a part costs, in all its decimals.
    public BigDecimal of(SkuPart part, Instant at) {
        return part.hourly().add(step(part, at).getValue());
    }

    public Instant since(SkuPart part, Instant at) {
        return step(part, at).getKey();
    }

    /// Where parts are priced, it is the GPU that costs another price, in all machines that have it.
    public void change(Provider provider, String name, Usd hourly, Instant from) {
        InstanceType type = catalogue.type(provider, name);
        BigDecimal by =
                BigDecimal.valueOf(hourly.micros() - type.hourly().micros()).movePointLeft(6);
        BigDecimal each =
                provider == Provider.GCP ? by.divide(gpus(type), MathContext.DECIMAL64) : by;
        steps.computeIfAbsent(key(provider, type), _ -> new ConcurrentSkipListMap<>())
                .put(from, each);
    }

    /// When the price of a type changes between two instants.
    public NavigableSet<Instant> changes(Provider provider, String name, Instant from, Instant to) {
        NavigableMap<Instant, BigDecimal> all =
                steps.get(key(provider, catalogue.type(provider, name)));
        return all == null || !from.isBefore(to)
                ? new TreeSet<>()
                : new TreeSet<>(all.subMap(from, false, to, false).keySet());
    }

    /// What a machine of a type costs at an instant that was ordered at a price: that one until the list changes.
    public Usd charged(Provider provider, String name, Usd ordered, Instant since, Instant at) {
        Map.Entry<Instant, BigDecimal> step =
                step(key(provider, catalogue.type(provider, name)), at);
        return step.getKey().isAfter(since) ? of(provider, name, at).hourly() : ordered;
    }

    /// What a time of such a machine comes to.
    public Usd over(
            Provider provider, String name, Usd ordered, Instant since, Instant from, Instant to) {
        Usd total = Usd.ZERO;
        Instant cursor = from;
        NavigableSet<Instant> turns = changes(provider, name, from, to);
        turns.add(to);
        for (Instant turn : turns) {
            Usd price = charged(provider, name, ordered, since, cursor);
            total = total.plus(price.over(Duration.between(cursor, turn)));
            cursor = turn;
        }
        return total;
    }

    private Map.Entry<Instant, BigDecimal> step(SkuPart part, Instant at) {
        return part.kind() == SkuPart.Kind.GPU
                ? step(Provider.GCP + "/" + part.accelerator(), at)
                : Map.entry(ALWAYS, BigDecimal.ZERO);
    }

    private Map.Entry<Instant, BigDecimal> step(String key, Instant at) {
        NavigableMap<Instant, BigDecimal> all = steps.get(key);
        Map.Entry<Instant, BigDecimal> step = all == null ? null : all.floorEntry(at);
        return step == null ? Map.entry(ALWAYS, BigDecimal.ZERO) : step;
    }

    private static String key(Provider provider, InstanceType type) {
        return provider + "/" + (provider == Provider.GCP ? type.accelerator() : type.name());
    }

    private static BigDecimal gpus(InstanceType type) {
        return BigDecimal.valueOf(Math.max(1, type.gpus()));
    }
}
