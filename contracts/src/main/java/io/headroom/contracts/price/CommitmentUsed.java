package io.headroom.contracts.price;

import java.time.Instant;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.EventName;

/// How much of a commitment's fee is used from an instant on, by machines that it covers.
///
/// @param version milliseconds of that instant since 1970
/// @param usedPerHour dollars of its fee an hour; the rest of the fee idles
@EventName(context = "provisioning", name = "commitment-used")
public record CommitmentUsed(String name, long version, Instant since, Money usedPerHour)
        implements Event {

    @Override
    public String key() {
        return name;
    }

    @Override
    public long version() {
        return version;
    }
}
