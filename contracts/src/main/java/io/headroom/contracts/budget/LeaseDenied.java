package io.headroom.contracts.budget;

import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.EventName;

/// A lease will not be renewed: its node must be gone before it ends.
@EventName(context = "cost", name = "lease-denied")
public record LeaseDenied(Lease lease, String budget, Money missing) implements Event {

    @Override
    public String key() {
        return lease.node().toString();
    }

    @Override
    public long version() {
        return lease.version();
    }
}
