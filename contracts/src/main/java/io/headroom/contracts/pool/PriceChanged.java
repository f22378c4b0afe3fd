package io.headroom.contracts.pool;

import java.time.Instant;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.EventName;

/// What a kind of machine costs from an instant on; what it cost before stays as it was.
///
/// @param version counts the prices of this kind of machine in this zone, from 1
/// @param perHour what is charged; @param worstPerHour the most that is reserved for it: the list price, or the maximum given to the provider,
///     and what goes on beside the machine (its disk)
/// @param source who said so; absent where it was not kept yet
/// @param asOf since when it holds by its source's own word; absent where the source does not say
@EventName(context = "provisioning", name = "price-changed")
public record PriceChanged(
        ProviderKind provider,
        String region,
        String zone,
        String instanceType,
        CapacityType capacityType,
        long version,
        Money perHour,
        Money worstPerHour,
        Instant from,
        @Nullable PriceSource source,
        @Nullable Instant asOf)
        implements Event {

    @Override
    public String key() {
        return provider.name().toLowerCase(Locale.ROOT)
                + "/"
                + zone
                + "/"
                + instanceType
                + "/"
                + capacityType.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public long version() {
        return version;
    }
}
