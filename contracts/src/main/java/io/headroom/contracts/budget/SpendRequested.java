package io.headroom.contracts.budget;

import java.time.Instant;
import java.util.List;

import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.EventName;

/// Money is asked for, for all these nodes together or none.
///
/// @param priority the highest of the workloads it is for
@EventName(context = "provisioning", name = "spend-requested")
public record SpendRequested(PurchaseId purchase, List<NodeSpend> nodes, int priority, Instant at)
        implements Event {

    @Override
    public String key() {
        return purchase.toString();
    }

    @Override
    public long version() {
        return 1;
    }
}
