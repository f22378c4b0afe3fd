package io.headroom.contracts.price;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.check.Checks;
import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.EventName;
import io.headroom.contracts.pool.PriceSource;
import io.headroom.contracts.pool.ProviderKind;

/// What spot machines of a type cost in a zone in the past, as their market or an operator's file says. Nothing is charged by it.
///
/// @param prices up to 1,000, oldest first; each holds until the next
@EventName(context = "provisioning", name = "spot-history-read")
public record SpotHistoryRead(
        ProviderKind provider,
        String region,
        String zone,
        String instanceType,
        PriceSource source,
        List<Point> prices)
        implements Event {

    public static final int MOST = 1_000;

    /// A price and since when it held.
    public record Point(Instant from, Money perHour) {}

    public SpotHistoryRead {
        prices = List.copyOf(prices);
        new Checks().range(prices.size(), 1, MOST, "prices").done();
    }

    @Override
    public String key() {
        return provider.name().toLowerCase(Locale.ROOT) + "/" + zone + "/" + instanceType;
    }

    /// Each tells of a time of its own: none is older than another.
    @Override
    public long version() {
        return prices.getLast().from().getEpochSecond();
    }
}
