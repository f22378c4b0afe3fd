package io.headroom.cloudsim.market;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// On-demand prices as they are now: the catalogue's, and what was changed since. A change holds for machines that are launched after
/// it, and until the process ends. Spot goes on by the catalogue.
public final class ListPrices {

    /// A price and since when it holds.
    public record Listed(Usd hourly, Instant since) {}

    private record Step(BigDecimal by, Instant since) {}

    private static final Instant ALWAYS = Instant.parse("2026-01-01T00:00:00Z");
    private static final Step NONE = new Step(BigDecimal.ZERO, ALWAYS);

    private final Catalogue catalogue;
    private final Map<String, Step> steps = new ConcurrentHashMap<>();

    public ListPrices(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    public Listed of(Provider provider, String name) {
        InstanceType type = catalogue.type(provider, name);
        Step step = steps.getOrDefault(key(provider, type), NONE);
        BigDecimal share = provider == Provider.GCP ? gpus(type) : BigDecimal.ONE;
        BigDecimal now = new BigDecimal(type.hourly().toString()).add(step.by().multiply(share));
        return new Listed(Usd.of(now.toPlainString()), step.since());
    }

    /// What one of a part costs, in all its decimals.
    public BigDecimal of(SkuPart part) {
        return part.hourly().add(step(part).by());
    }

    public Instant since(SkuPart part) {
        return step(part).since();
    }

    /// Where parts are priced, it is the GPU that costs another price, in all machines that have it.
    public void change(Provider provider, String name, Usd hourly, Instant now) {
        InstanceType type = catalogue.type(provider, name);
        BigDecimal by =
                BigDecimal.valueOf(hourly.micros() - type.hourly().micros()).movePointLeft(6);
        BigDecimal each =
                provider == Provider.GCP ? by.divide(gpus(type), MathContext.DECIMAL64) : by;
        steps.put(key(provider, type), new Step(each, now));
    }

    private Step step(SkuPart part) {
        return part.kind() == SkuPart.Kind.GPU
                ? steps.getOrDefault(Provider.GCP + "/" + part.accelerator(), NONE)
                : NONE;
    }

    private static String key(Provider provider, InstanceType type) {
        return provider + "/" + (provider == Provider.GCP ? type.accelerator() : type.name());
    }

    private static BigDecimal gpus(InstanceType type) {
        return BigDecimal.valueOf(Math.max(1, type.gpus()));
    }
}
