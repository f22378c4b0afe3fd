package io.headroom.contracts.budget;

import java.util.List;

import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.EventName;

/// Every node of the purchase has its lease.
@EventName(context = "cost", name = "spend-granted")
public record SpendGranted(PurchaseId purchase, List<Lease> leases) implements Event {

    @Override
    public String key() {
        return purchase.toString();
    }

    @Override
    public long version() {
        return 1;
    }
}
