package io.headroom.contracts.budget;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.EventName;

/// A lease will not be renewed: its node must be gone before it ends.
///
/// @param rule which of the budget's rules refuses: `money`, `stop-non-production` or `drain`
@EventName(context = "cost", name = "lease-denied")
public record LeaseDenied(Lease lease, String budget, Money missing, @Nullable String rule)
        implements Event {

    public LeaseDenied(Lease lease, String budget, Money missing) {
        this(lease, budget, missing, "money");
    }

    @Override
    public String key() {
        return lease.node().toString();
    }

    @Override
    public long version() {
        return lease.version();
    }
}
