package io.headroom.contracts.budget;

import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.EventName;

/// A lease goes on.
@EventName(context = "cost", name = "lease-renewed")
public record LeaseRenewed(Lease lease) implements Event {

    @Override
    public String key() {
        return lease.node().toString();
    }

    @Override
    public long version() {
        return lease.version();
    }
}
